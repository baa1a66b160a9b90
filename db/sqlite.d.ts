// The cipher build of better-sqlite3 has the same API but hides its own types.
declare module 'better-sqlite3-multiple-ciphers' {
  import Database from 'better-sqlite3';
  export = Database;
}
