import { ApiSchema } from '@nestjs/swagger';
import { LIBRARY_ROLES, type LibraryRole } from '../../../kit/http/access.js';
import { ChoiceField, Field, FlagField, ObjectsField, TextField } from '../../../kit/http/fields.js';
import { count, flag, id, list, literal, orNull, ref, text, time, words } from '../../../kit/http/schemas.js';
import {
  COUNTED,
  DELETION_PROBLEMS,
  DELETION_STATES,
  type AccountDeletion,
  type DeletionCounts,
  type DeletionProblem,
  type DeletionState,
} from './account-deletion.js';
import { CHOICES, type Choice, type LibraryPlan } from './plan.js';

const MAX_LIBRARIES = 200;
const CHOICE_MEANING =
  '`erase`: its items are erased. `move`: its items move to the library `to`, and it ends. `transfer`: the member `to` becomes its owner.';

export class LibraryChoiceBody {
  @TextField('The id of a library whose only owner is the user.', { min: 1, max: 26, plain: true, required: true })
  id = '';

  @ChoiceField(CHOICE_MEANING, CHOICES, { required: true })
  action!: Choice;

  @TextField('The id of a library for `move`, or of a member for `transfer`.', { min: 1, max: 26, plain: true })
  to?: string;
}

@ApiSchema({ name: 'DeleteAccount' })
export class DeleteAccountBody {
  @TextField('The name of the user, as a confirmation. A preview needs none.', { max: 64 })
  confirm?: string;

  @ObjectsField('What happens to each library whose only owner is the user, the personal one too.', LibraryChoiceBody, {
    maxItems: MAX_LIBRARIES,
  })
  libraries?: LibraryChoiceBody[];

  @FlagField('True starts the deletion at once. Otherwise it waits for seven days, and an administrator can cancel it.')
  immediately?: boolean;
}

@ApiSchema({ name: 'DeletionCounts' })
export class CountsAnswer implements DeletionCounts {
  @Field(count('Items of these libraries, deleted and erased ones included.')) items!: number;
  @Field(count('Items with a run in progress, which is cancelled.')) items_in_progress!: number;
  @Field(count('Items with deliveries in progress, which are cancelled.')) deliveries_in_progress!: number;
  @Field(count('Libraries whose only owner is the user.')) libraries!: number;
  @Field(count('Tokens.')) tokens!: number;
  @Field(count('Sign-ins.')) sign_ins!: number;
  @Field(count('Passkeys.')) passkeys!: number;
  @Field(count('Accounts at an identity provider.')) identities!: number;
  @Field(count('Credentials of these libraries.')) credentials!: number;
  @Field(count('Own outputs of these libraries.')) outputs!: number;
  @Field(count('Sources of these libraries.')) sources!: number;
  @Field(count('Jobs of these libraries.')) jobs!: number;
  @Field(count('Channels of these libraries.')) channels!: number;
  @Field(count('Webhooks of these libraries.')) webhooks!: number;
  @Field(count('Templates of these libraries.')) templates!: number;
  @Field(count('Exports with their archives.')) exports!: number;
}

class PersonAnswer {
  @Field(id('The user.')) id!: string;
  @Field(text('The name of the user.')) name!: string;
}

class AffectedLibrary {
  @Field(id('The library.')) id!: string;
  @Field(text('The name of the library.')) name!: string;
  @Field(flag('True for the personal library of the user.')) personal!: boolean;
  @Field(words(LIBRARY_ROLES, 'The role of the user in it.')) role!: LibraryRole;
  @Field(flag('True if the request has to say what happens to it. Otherwise the user leaves it.')) needs_choice!: boolean;
  @Field(count('Its items, deleted and erased ones included.')) items!: number;
  @Field(list(PersonAnswer, 'Members who could become the owner.')) members!: readonly PersonAnswer[];
}

export const REMAINS = ['ids', 'administration-log', 'deliveries', 'backups'] as const;
const REMAINS_MEANING =
  '`ids`: events, counts and logs keep ids. `administration-log`: its entries stay for two years, without names and addresses. ' +
  '`deliveries`: files at outputs and pages at other services. `backups`: until they expire.';

@ApiSchema({ name: 'DeletionPreview' })
export class DeletionPreview {
  @Field(literal(true, 'Nothing has changed.')) dry_run!: true;
  @Field(ref(PersonAnswer, 'The user. `confirm` has to be this name.')) user!: PersonAnswer;
  @Field(list(AffectedLibrary, 'All libraries of the user.')) libraries!: readonly AffectedLibrary[];
  @Field(ref(CountsAnswer, 'The parts of the account and of the libraries whose only owner is the user.')) counts!: CountsAnswer;
  @Field(list(words(REMAINS), `Parts that remain. ${REMAINS_MEANING}`)) remains!: readonly (typeof REMAINS)[number][];
}

const ACTIONS = [...CHOICES, 'leave'] as const;

class PlannedLibrary {
  @Field(id('The library.')) id!: string;
  @Field(words(ACTIONS, `${CHOICE_MEANING} \`leave\`: other owners keep it.`)) action!: LibraryPlan['action'];
  @Field(orNull(text('The library that gets the items, or the member who becomes the owner.'))) to!: string | null;
}

const STATE_MEANING = '`waiting`: it starts at `starts_at`. `running`: it has started. `done`: the account is deleted.';
const PROBLEM_MEANING =
  'Why the last attempt did not end the deletion, which is tried again. `items-failed`: some items could not be erased or moved. ' +
  '`choices-outdated`: libraries or members have changed; request the deletion again with other choices. `repeated-failure`: the log of the gateway has the cause.';

@ApiSchema({ name: 'AccountDeletion' })
export class DeletionAnswer {
  @Field(id('The id of the deletion.')) id!: string;
  @Field(id('The user, who has no name any more after the deletion.')) user_id!: string;
  @Field(id('The user who requested it.')) requested_by!: string;
  @Field(words(DELETION_STATES, STATE_MEANING)) state!: DeletionState;
  @Field(list(PlannedLibrary, 'What happens to each library.')) libraries!: readonly PlannedLibrary[];
  @Field(ref(CountsAnswer, 'Counted at the request.')) counts!: CountsAnswer;
  @Field(count('Items that the present attempt has looked at.')) items!: number;
  @Field(orNull(count('Items to look at; null until they were counted.'))) total_items!: number | null;
  @Field(count('Items that the last attempt could not erase or move.')) failed_items!: number;
  @Field(orNull(words(DELETION_PROBLEMS, PROBLEM_MEANING))) problem!: DeletionProblem | null;
  @Field(time('When it starts.')) starts_at!: string;
  @Field(time('When it was requested.')) created_at!: string;
  @Field(orNull(time('When the account was deleted.'))) ended_at!: string | null;
}

@ApiSchema({ name: 'AccountDeletionList' })
export class DeletionListAnswer {
  @Field(list(DeletionAnswer, 'Newest first.')) items!: readonly DeletionAnswer[];
}

const countsOf = (counts: DeletionCounts): CountsAnswer =>
  Object.fromEntries(COUNTED.map((name) => [name, counts[name]])) as unknown as CountsAnswer;

export const renderDeletion = (one: AccountDeletion): DeletionAnswer => ({
  id: one.id,
  user_id: one.userId,
  requested_by: one.requestedBy,
  state: one.state,
  libraries: one.plan.map((part) => ({ id: part.library, action: part.action, to: 'to' in part ? part.to : null })),
  counts: countsOf(one.counts),
  items: one.items,
  total_items: one.totalItems ?? null,
  failed_items: one.failedItems,
  problem: one.problem ?? null,
  starts_at: one.startsAt,
  created_at: one.createdAt,
  ended_at: one.endedAt ?? null,
});
