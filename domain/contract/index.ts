// The contract: every procedure and event of the workstation. Handlers and clients are typed from it.

import { createClient, type Client } from '../rpc/client.ts';
import { defineContract, type Handlers } from '../rpc/define.ts';
import { z } from '../rpc/zod.ts';
import { auditProcedures } from './audit.ts';
import { backupProcedures } from './backup.ts';
import { identityProcedures } from './identity.ts';
import { importProcedures } from './import.ts';
import { protectProcedures } from './protect.ts';
import { recordProcedures } from './record.ts';
import { sessionProcedures, sessionState } from './session.ts';
import { workstationProcedures } from './workstation.ts';

export const contract = defineContract({
  procedures: {
    ...sessionProcedures,
    ...identityProcedures,
    ...recordProcedures,
    ...importProcedures,
    ...protectProcedures,
    ...auditProcedures,
    ...backupProcedures,
    ...workstationProcedures,
  },
  events: {
    'session.changed': sessionState,
    /** Records of these libraries changed; lists on screen ask again. */
    'data.changed': z.strictObject({ databases: z.array(z.string()) }),
  },
});

export type WorkstationContract = typeof contract;
export type WorkstationHandlers<Context> = Handlers<WorkstationContract, Context>;
export type WorkstationClient = Client<WorkstationContract>;
export const createWorkstationClient = (channel: Parameters<typeof createClient>[1]): WorkstationClient => createClient(contract, channel);
