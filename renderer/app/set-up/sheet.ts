// A sheet of paper that carries a code to one person.

import type { IssuedCode } from '../../api/session.ts';

export interface Sheet extends IssuedCode {
  readonly kind: 'activation' | 'recovery';
}
