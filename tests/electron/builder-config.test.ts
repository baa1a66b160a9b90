// The installer's configuration: valid for electron-builder, all fuses set, no Node inside, native code outside the archive.
import { describe, expect, it } from 'vitest';
import { readBuilderConfig, validateBuilderConfig } from '../../scripts/check-builder.ts';

describe('electron-builder.yml', () => {
  it('is what electron-builder accepts', async () => {
    await expect(validateBuilderConfig(await readBuilderConfig())).resolves.toBeUndefined();
  });

  it('would be refused with a misspelt key or a wrong type', async () => {
    const config = await readBuilderConfig();
    await expect(validateBuilderConfig({ ...config, asarUnpackk: [] })).rejects.toThrow(/asarUnpackk/);
    await expect(validateBuilderConfig({ ...config, npmRebuild: 'yes' })).rejects.toThrow(/npmRebuild/);
  });

  it('sets every fuse', async () => {
    expect((await readBuilderConfig()).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('carries the product’s name, leaves Node out and unpacks native code', async () => {
    const { productName, files, asar, asarUnpack } = await readBuilderConfig();
    expect(productName).toBe('青岛市发改委项目信息化管理公共平台');
    expect(files).toMatchObject([{ filter: expect.arrayContaining(['!node_modules/node-linux-*/**', '!node_modules/node-win-*/**']) as unknown }]);
    expect(asar).toEqual({ smartUnpack: false });
    expect(asarUnpack).toEqual(['**/*.node']);
  });
});
