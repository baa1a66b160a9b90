// Proposals of grants: made by one person, decided once by another.

import { readGrant, type SignedGrant } from '#domain/identity/grant.ts';
import { AppError } from '#domain/result.ts';
import type { ReadDb, WriteDb } from '../kernel/database.ts';

export interface Proposal {
  readonly id: string;
  readonly accountId: string;
  readonly person: string;
  readonly proposedBy: string;
  readonly proposer: string;
  readonly proposedAt: string;
  readonly reason: string;
  readonly document: SignedGrant;
  readonly days: number;
  readonly state: 'open' | 'confirmed' | 'rejected';
  readonly decider: string | null;
  readonly decidedAt: string | null;
}

type Stored = Omit<Proposal, 'document'> & { readonly text: string };

const columns = `SELECT p.proposal_id AS id, p.account_id AS accountId, a.name AS person, p.proposed_by AS proposedBy, b.name AS proposer,
  p.proposed_at AS proposedAt, p.reason, p.document AS text, p.days, p.state, c.name AS decider, p.decided_at AS decidedAt
  FROM proposal p JOIN account a ON a.account_id = p.account_id JOIN account b ON b.account_id = p.proposed_by LEFT JOIN account c ON c.account_id = p.decided_by`;

function withDocument({ text, ...stored }: Stored): Proposal {
  const document = readGrant(text);
  if (document === undefined)
    throw new AppError('policy_tampered', '授权申请的内容无法读取，可能被改动过，没有处理。请驳回后重新提出，并告知审计管理员。', { proposal: stored.id });
  return { ...stored, document };
}

/** Newest first. */
export const listProposals = (db: ReadDb, onlyOpen: boolean): Proposal[] =>
  db.all<Stored>(`${columns} ${onlyOpen ? "WHERE p.state = 'open'" : ''} ORDER BY p.proposed_at DESC, p.proposal_id LIMIT 500`).map(withDocument);

/** Error `not_found`. */
export function readProposal(db: ReadDb, id: string): Proposal {
  const found = db.get<Stored>(`${columns} WHERE p.proposal_id = ?`, [id]);
  if (found === undefined) throw new AppError('not_found', '没有这个授权申请，没有改动任何数据。请刷新后重试。');
  return withDocument(found);
}

export function insertProposal(
  db: WriteDb,
  proposal: { id: string; accountId: string; proposedBy: string; at: string; reason: string; document: SignedGrant; days: number },
): void {
  db.run(`INSERT INTO proposal (proposal_id, account_id, proposed_by, proposed_at, reason, document, days, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')`, [
    proposal.id,
    proposal.accountId,
    proposal.proposedBy,
    proposal.at,
    proposal.reason,
    JSON.stringify(proposal.document),
    proposal.days,
  ]);
}

/** Closes an open proposal with the document as it now is. */
export function closeProposal(
  db: WriteDb,
  id: string,
  decision: { state: 'confirmed' | 'rejected'; by: string; at: string; reason: string; document: SignedGrant },
): void {
  db.run('UPDATE proposal SET state = ?, decided_by = ?, decided_at = ?, decision_reason = ?, document = ? WHERE proposal_id = ?', [
    decision.state,
    decision.by,
    decision.at,
    decision.reason,
    JSON.stringify(decision.document),
    id,
  ]);
}
