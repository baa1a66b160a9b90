// Expected failure as a value: a stable code, a Chinese sentence that says what to do next, and details.

/** Every failure the program foresees. The code is stable (phone support quotes it); the message is for the person. */
export const errorCodes = [
  'bad_input',
  'not_found',
  'unknown_library',
  'locked',
  'wrong_password',
  'weak_password',
  'account_locked',
  'password_change_required',
  'device_key_missing',
  'usb_key_missing',
  'recovery_refused',
  'lease_expired',
  'policy_tampered',
  'separation_of_duties',
  'station_in_use',
  'already_initialised',
  'not_initialised',
  'replica_newer',
  'replica_older',
  'replica_damaged',
  'replica_busy',
  'database_stopped',
  'migration_needed',
  'backup_damaged',
  'backup_foreign',
  'disk_full',
  'audit_unavailable',
  'audit_broken',
  'audit_too_young',
  'stale_version',
  'validation_failed',
  'classified_refused',
  'export_needs_approval',
  'export_refused',
  'demo_data_refused',
  'duplicate',
  'batch_not_undoable',
  'not_a_spreadsheet',
  'spreadsheet_encrypted',
  'spreadsheet_damaged',
  'spreadsheet_too_large',
  'spreadsheet_hostile',
  'spreadsheet_unsupported',
  'spreadsheet_timeout',
  'no_header',
  'no_rows',
  'handle_expired',
  'too_large',
  'aborted',
  'forbidden',
  'crypto_self_test',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

export interface AppErrorShape {
  readonly code: ErrorCode;
  /** Chinese sentence: what happened, what was not changed, what to do. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** A foreseen failure on its way to the border, where it becomes an `AppErrorShape`. */
export class AppError extends Error implements AppErrorShape {
  readonly code: ErrorCode;
  readonly details?: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details?: Readonly<Record<string, unknown>>, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    if (details !== undefined) this.details = details;
  }

  toJSON(): AppErrorShape {
    return this.details === undefined ? { code: this.code, message: this.message } : { code: this.code, message: this.message, details: this.details };
  }
}

/** Makes the compiler finish a switch over a union. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unhandled ${what}: ${JSON.stringify(value)}`);
}
