import { ulid } from 'ulid';
import type { AdministrationLog, ChangeRecord, FailedSignIns } from '../administration-log/index.js';
import { scopesOf, type Principal } from '../../kit/http/access.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { assertNotLimited, type RateLimiter } from '../../kit/http/requests/rate-limit.js';
import type { SignInAttempts } from '../passkeys/sign-in-attempts.js';
import { newSession } from '../sign-in/new-session.js';
import type { SessionStore } from '../sign-in/session-store.js';
import type { Authenticator } from '../tokens/authenticator.js';
import { hashOf } from '../tokens/token.js';
import { subjectOfUser } from '../users/user-records.js';
import { serverRoleFor, type NamedUser } from './invitation.js';
import type { InvitationStore, OpenInvitation } from './invitation-store.js';

interface InvitationAcceptancePorts {
  readonly store: InvitationStore;
  readonly sessions: Pick<SessionStore, 'open'>;
  readonly authenticator: Pick<Authenticator, 'forgetUser'>;
  readonly perStranger: RateLimiter;
  readonly attempts: SignInAttempts;
  readonly failed: Pick<FailedSignIns, 'add'>;
  readonly log: AdministrationLog;
  readonly now: () => Date;
  /** True if people without an account get one by accepting. */
  readonly createsUsers: boolean;
  /** The most libraries that a user may own beside the personal one. */
  readonly mostPerUser: number;
}

export interface Guest {
  readonly name: string;
  readonly address: string;
  readonly client: string | undefined;
}

/** One answer for all reasons: a guess must not learn that it has found a used or revoked code. */
const notValid = (): Problem => new Problem('invitation-not-valid');

const memberRecord = (user: NamedUser, { library, role }: OpenInvitation): ChangeRecord => ({
  kind: 'member.joined',
  actor: { type: 'user', ...user },
  subject: subjectOfUser(user),
  libraryId: library.id,
  changes: { role: { from: null, to: role } },
});

const accountRecords = (user: NamedUser, invitation: OpenInvitation): readonly ChangeRecord[] => [
  { kind: 'user.created', subject: subjectOfUser(user), changes: { role: { from: null, to: serverRoleFor(invitation.role) } } },
  memberRecord(user, invitation),
  {
    kind: 'sign_in.created',
    actor: { type: 'user', ...user },
    subject: subjectOfUser(user),
    changes: { method: { from: null, to: 'invitation' } },
  },
];

/** Acceptance by people who have the link of an invitation. Guesses of codes are limited like sign-ins; a valid code never is. */
export class InvitationAcceptance {
  constructor(private readonly ports: InvitationAcceptancePorts) {}

  get createsUsers(): boolean {
    return this.ports.createsUsers;
  }

  async read(code: string, address: string): Promise<OpenInvitation> {
    const found = await this.ports.store.findOpen(hashOf(code));
    return found ?? this.#refuse(address);
  }

  /** Makes the signed-in user a member. Never changes the role on the server, nor that of a member. */
  async accept({ userId, user, credential }: Principal, code: string, address: string): Promise<OpenInvitation> {
    if (credential.kind === 'token')
      throw new Problem('forbidden', { detail: 'Accept the invitation in a browser that is signed in. A token cannot do it.' });
    const { store, log, authenticator } = this.ports;
    const accepted = await log.change(
      () => store.accept(hashOf(code), userId, this.ports.mostPerUser),
      (done) => typeof done === 'object' && memberRecord({ id: userId, name: user.name }, done.invitation),
    );
    authenticator.forgetUser(userId);
    if (accepted === 'member') throw new Problem('already-member');
    if (accepted === 'too-many') throw new Problem('too-many-libraries');
    return accepted === 'refused' ? this.#refuse(address) : accepted.invitation;
  }

  /** Adds a user who is a member of the library, and returns the secret of the new sign-in. */
  async join(code: string, { name, address, client }: Guest): Promise<string> {
    if (!this.ports.createsUsers) throw new Problem('invitation-needs-account');
    const { store, sessions, log, now } = this.ports;
    const user = { id: ulid(), name };
    const { secret, session } = newSession({ client, address, now: now() });
    const joined = await log.change(
      async () => {
        const done = await store.addUser(hashOf(code), user);
        if (typeof done !== 'object') return done;
        const scopes = scopesOf(serverRoleFor(done.invitation.role));
        if (!(await sessions.open({ userId: user.id, scopes }, session))) throw new Error('A new user could not be signed in');
        return done;
      },
      (done) => typeof done === 'object' && accountRecords(user, done.invitation),
    );
    if (joined === 'refused') return this.#refuse(address);
    if (joined === 'name-taken') {
      // Otherwise one invitation could list the names of all users.
      assertNotLimited(this.ports.perStranger.take(address));
      throw new Problem('name-taken');
    }
    return secret;
  }

  async #refuse(address: string): Promise<never> {
    const { failed, perStranger, attempts } = this.ports;
    failed.add({ address, method: 'invitation' });
    assertNotLimited(perStranger.take(address));
    await attempts.check({ address });
    await attempts.fail({ address });
    throw notValid();
  }
}
