// The hidden column that carries a record's identifier through Excel, so that a file read back finds its records again.

export const recordIdHeader = '系统标识';
