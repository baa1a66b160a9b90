// Published test vectors of every algorithm the suites use, checked each time the program starts.

export const knownAnswers = {
  sha256: { message: '616263', hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' },
  // RFC 4231, case 2.
  hmacSha256: {
    key: '4a656665',
    message: '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
    mac: '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
  },
  // RFC 5869, case 3 (its info is empty, so that it can be given as text).
  hkdfSha256: {
    key: '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b',
    output: '8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8',
  },
  // The GCM specification, case 16.
  aesGcm: {
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain: 'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    text: '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
  // RFC 8032 §7.1, test 2.
  ed25519: {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    public: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature: '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  // RFC 7748 §6.1.
  x25519: {
    seed: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
    public: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    other: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    shared: '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742',
  },
  // GB/T 32905-2016, example 1.
  sm3: { message: '616263', hash: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0' },
  // No standard publishes these two: the inputs of RFC 4231 case 2 and RFC 5869 case 3, answered by OpenSSL 3.5.
  hmacSm3: {
    key: '4a656665',
    message: '7768617420646f2079612077616e7420666f72206e6f7468696e673f',
    mac: '2e87f1d16862e6d964b50a5200bf2b10b764faa9680a296a2405f24bec39f882',
  },
  hkdfSm3: {
    key: '0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b',
    output: 'c8c91a38ae2fb3b023a7c38ce9f0748f28230d59b6b950ba3ba949bf0d713a5774815778801741cb2034',
  },
  // GB/T 32907-2016, example 1.
  sm4: { key: '0123456789abcdeffedcba9876543210', block: '0123456789abcdeffedcba9876543210', text: '681edf34d206965e86b3e94f536e4246' },
  // RFC 8998, appendix A.1.
  sm4Gcm: {
    key: '0123456789abcdeffedcba9876543210',
    nonce: '00001234567800000000abcd',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain: 'aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa',
    text: '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d',
    tag: '83de3541e4c2b58177e065a9bf7b62ec',
  },
  // GM/T 0003.5-2012, annex A: signature with the identity 1234567812345678.
  sm2Sign: {
    private: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
    public: '0309f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020',
    message: '6d65737361676520646967657374',
    signature: 'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
  },
  // GM/T 0003.5-2012, annex C: encryption, as C1 ‖ C3 ‖ C2.
  sm2Encrypt: {
    private: '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8',
    plain: '656e6372797074696f6e207374616e64617264',
    text: '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df059983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd876621886ca989ca9c7d58087307ca93092d651efa',
  },
} as const;

export type KnownAnswers = { readonly [Name in keyof typeof knownAnswers]: Readonly<Record<keyof (typeof knownAnswers)[Name], string>> };
