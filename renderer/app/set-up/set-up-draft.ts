// What the first-run wizard collects, and what is wrong with it: one sentence per fault, by field.

import { reactive } from 'vue';
import { loginKey } from '#domain/identity/account.ts';
import { administratorRoleIds, roleName, type AdministratorRoleId, type BusinessRoleId } from '#domain/policy/roles.ts';
import type { SessionState } from '#domain/contract/session.ts';
import type { Input } from '../../api/workstation.ts';

interface Person {
  name: string;
  login: string;
  staffNo: string;
  password: string;
  isPasswordReady: boolean;
}

export interface AdministratorDraft extends Person {
  readonly role: AdministratorRoleId;
  /** True: sets the own password here and now; false: gets a code of activation. */
  isHere: boolean;
}

export interface SetUpDraft {
  readonly person: Person & { unit: string; roles: BusinessRoleId[] };
  readonly administrators: readonly AdministratorDraft[];
  isIsolated: boolean;
  profile: SessionState['passwordProfile'];
  suite: SessionState['suite'];
}

const shortestName = 2;

const person = (): Person => ({ name: '', login: '', staffNo: '', password: '', isPasswordReady: false });

export const newDraft = (): SetUpDraft =>
  reactive<SetUpDraft>({
    person: { ...person(), unit: '', roles: [] },
    administrators: administratorRoleIds.map((role) => ({ ...person(), role, isHere: false })),
    isIsolated: false,
    profile: 'mlps3',
    suite: 'intl',
  });

/** The login a person gets when none is typed: the name. */
export const loginOf = ({ login, name }: Pick<Person, 'login' | 'name'>): string => (login.trim() === '' ? name.trim() : login.trim());

/** Names, numbers and logins are compared without regard to case, width and blanks at the ends; nothing equals nothing. */
const sameText = (a: string, b: string): boolean => loginKey(a) !== '' && loginKey(a) === loginKey(b);

/** Faults of the first user by field. */
export function personFaults({ person: draft }: SetUpDraft): Partial<Record<'name' | 'login', string>> {
  return {
    ...(draft.name.trim() !== '' && draft.name.trim().length < shortestName ? { name: `姓名至少 ${shortestName} 个字。` } : {}),
    ...(draft.login.trim() !== '' && draft.login.trim().length < shortestName ? { login: `登录名至少 ${shortestName} 个字符。` } : {}),
  };
}

export interface AdministratorFault {
  readonly role: AdministratorRoleId;
  readonly field: 'name' | 'staffNo' | 'login';
  readonly text: string;
}

/** The three administrators are three persons, and none of them works with business data on this station. */
export function administratorFaults(draft: SetUpDraft): readonly AdministratorFault[] {
  const everyone = [
    { who: '使用者', of: draft.person },
    ...draft.administrators.map((administrator) => ({ who: roleName(administrator.role), of: administrator })),
  ];
  return draft.administrators.flatMap((administrator) => {
    const others = everyone.filter(({ of }) => of !== administrator);
    const faults: AdministratorFault[] = [];
    const add = (field: AdministratorFault['field'], text: string): void => void faults.push({ role: administrator.role, field, text });
    if (administrator.name.trim().length === 1) add('name', `姓名至少 ${shortestName} 个字。`);
    const sameName = others.find(({ of }) => sameText(of.name, administrator.name));
    const isTold = administrator.staffNo.trim() !== '' && sameName !== undefined && sameName.of.staffNo.trim() !== '';
    if (sameName !== undefined && !isTold) add('name', `与${sameName.who}同名。三员和使用者须分别由不同的人担任；确为同名同姓的两个人，请填写各自的工号。`);
    const sameNumber = others.find(({ of }) => sameText(of.staffNo, administrator.staffNo));
    if (sameNumber !== undefined) add('staffNo', `与${sameNumber.who}工号相同，不能由同一人担任。`);
    const sameLogin = others.find(({ of }) => sameText(loginOf(of), loginOf(administrator)));
    // One fault at a time: whoever has the same name without being told apart is named above.
    if (sameLogin !== undefined && (sameName === undefined || isTold)) add('login', `与${sameLogin.who}登录名相同，请换一个。`);
    return faults;
  });
}

/** Whether everything the first user's step asks for is there. */
export const isPersonComplete = (draft: SetUpDraft): boolean =>
  draft.person.name.trim().length >= shortestName && draft.person.isPasswordReady && Object.keys(personFaults(draft)).length === 0;

/** Whether everything the administrators' step asks for is there. */
export const areAdministratorsComplete = (draft: SetUpDraft): boolean =>
  draft.administrators.every(({ name, isHere, isPasswordReady }) => name.trim().length >= shortestName && (!isHere || isPasswordReady)) &&
  administratorFaults(draft).length === 0;

/** The draft as the host takes it. */
export function setUpRequest(draft: SetUpDraft): Input<'session.create'> {
  const { person: first } = draft;
  return {
    user: first.name,
    unit: first.unit,
    login: loginOf(first),
    staffNo: first.staffNo,
    password: first.password,
    roles: first.roles,
    administrators: draft.administrators.map((administrator) => ({
      role: administrator.role,
      login: loginOf(administrator),
      name: administrator.name,
      staffNo: administrator.staffNo,
      password: administrator.isHere ? administrator.password : null,
    })),
    isolated: draft.isIsolated,
    passwordProfile: draft.profile,
    suite: draft.suite,
  };
}
