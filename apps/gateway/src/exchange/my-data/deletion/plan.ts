import type { FieldProblem } from '../../../kit/http/problems/problem.js';

export const CHOICES = ['erase', 'move', 'transfer'] as const;
export type Choice = (typeof CHOICES)[number];

/** `leave`: other owners keep the library. */
export type LibraryPlan =
  | { readonly library: string; readonly action: 'erase' }
  | { readonly library: string; readonly action: 'leave' }
  /** `to`: the library that gets the items. */
  | { readonly library: string; readonly action: 'move'; readonly to: string }
  /** `to`: the member who becomes the owner. */
  | { readonly library: string; readonly action: 'transfer'; readonly to: string };

/** A library that ends with its user. */
export type EndPlan = Exclude<LibraryPlan, { readonly action: 'leave' | 'transfer' }>;

/** A library of the user, with the facts on which the choice depends. */
export interface LibraryFacts {
  readonly id: string;
  readonly isPersonal: boolean;
  readonly role: 'viewer' | 'operator' | 'owner';
  /** Enabled owners besides the user. */
  readonly otherOwners: number;
  /** Enabled members besides the user. */
  readonly otherMembers: readonly string[];
}

export interface LibraryChoice {
  readonly library: string;
  readonly action: Choice;
  readonly to: string | undefined;
}

/** Returns true if the library ends with its user, unless somebody else becomes its owner. */
export const needsChoice = ({ isPersonal, role, otherOwners }: LibraryFacts): boolean =>
  isPersonal || (role === 'owner' && otherOwners === 0);

/** Returns the libraries that end. Members lose them, and their settings are erased. */
export const isEnd = (plan: LibraryPlan): plan is EndPlan => plan.action === 'erase' || plan.action === 'move';

export const endedLibraries = (plan: readonly LibraryPlan[]): readonly string[] =>
  plan.filter(isEnd).map(({ library }) => library);

type Facts = readonly LibraryFacts[];

function describeTransfer({ isPersonal, otherMembers }: LibraryFacts, to: string | undefined): string | undefined {
  if (isPersonal) return 'is personal, so it cannot be transferred: move its items';
  return to !== undefined && otherMembers.includes(to) ? undefined : 'needs another member of the library as `to`';
}

function describeMove(libraries: Facts, to: string | undefined, ends: ReadonlySet<string>): string | undefined {
  const isWritable = libraries.some(({ id, role }) => id === to && role !== 'viewer' && !ends.has(id));
  return isWritable ? undefined : 'needs a lasting library in which the user may write as `to`';
}

/** Returns the problem of a choice. */
function describe({ library: id, action, to }: LibraryChoice, libraries: Facts, ends: ReadonlySet<string>): string | undefined {
  const library = libraries.find((one) => one.id === id);
  if (library === undefined || !needsChoice(library)) return 'must be a library whose only owner is the user';
  if (action === 'transfer') return describeTransfer(library, to);
  if (action === 'move') return describeMove(libraries, to, ends);
  return to === undefined ? undefined : 'has no `to`: its items are erased';
}

const planOf = ({ library, action, to = '' }: LibraryChoice): LibraryPlan =>
  action === 'erase' ? { library, action } : { library, action, to };

/**
 * Decides what happens to each library of a user. Returns problems with pointers into `/libraries` if choices are missing or do
 * not fit.
 */
export function decidePlan(
  libraries: readonly LibraryFacts[],
  choices: readonly LibraryChoice[],
): { readonly plan: readonly LibraryPlan[] } | { readonly problems: readonly FieldProblem[] } {
  const ends = new Set(choices.filter(({ action }) => action !== 'transfer').map(({ library }) => library));
  const wrong = choices.flatMap((choice, index): FieldProblem[] => {
    const isRepeated = choices.findIndex(({ library }) => library === choice.library) < index;
    const message = isRepeated ? 'is named twice' : describe(choice, libraries, ends);
    return message === undefined ? [] : [{ pointer: `/libraries/${String(index)}`, message }];
  });
  const missing = libraries
    .filter((library) => needsChoice(library) && !choices.some((choice) => choice.library === library.id))
    .map(({ id }) => id);
  const problems = [
    ...wrong,
    ...missing.map((id) => ({ pointer: '/libraries', message: `needs a choice for the library ${id}` })),
  ];
  if (problems.length > 0) return { problems };
  return {
    plan: libraries.map((library): LibraryPlan => {
      const choice = choices.find((one) => one.library === library.id);
      return choice === undefined ? { library: library.id, action: 'leave' } : planOf(choice);
    }),
  };
}

/**
 * Checks a stored plan against the present libraries, because members and owners change while a deletion waits. Parts that an
 * earlier attempt has carried out are accepted. Returns undefined if the plan no longer fits.
 */
export function renewPlan(
  libraries: readonly LibraryFacts[],
  stored: readonly LibraryPlan[],
): readonly LibraryPlan[] | undefined {
  const ended = endedLibraries(stored);
  const open = libraries.filter(({ id }) => !ended.includes(id));
  const choices = stored.flatMap((one): LibraryChoice[] =>
    one.action === 'transfer' && open.some((library) => library.id === one.library && needsChoice(library)) ? [one] : [],
  );
  const decided = decidePlan(open, choices);
  if ('problems' in decided) return undefined;
  const targets = stored.flatMap((one) => (one.action === 'move' ? [one.to] : []));
  if (targets.some((to) => !libraries.some(({ id, role }) => id === to && role !== 'viewer'))) return undefined;
  return [...stored.filter(isEnd), ...decided.plan];
}
