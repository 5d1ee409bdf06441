import { isImported } from '@throughline/contracts';
import { comparePosition, parsePosition, type EventStore, type Position, type StoredCommit } from '@throughline/event-store';
import { ValidateBy } from 'class-validator';
import { RequestField } from '../../kit/http/fields.js';
import { invalid, type Problem } from '../../kit/http/problems/problem.js';
import { isTime } from '../../kit/http/requests/instant.js';
import { text } from '../../kit/http/schemas.js';
import { askBriefly } from '../../adapters/log/index.js';

/** A moment in the past of the log: a time by the broker's clock, or a position. */
export type Moment =
  | { readonly kind: 'time'; readonly time: string }
  | { readonly kind: 'position'; readonly position: Position };

const POSITION = /^(?:0|[1-9]\d{0,17})$/;

/** Parses a time such as `2026-11-20T14:03:00Z`, or a position from an earlier answer. */
export function parseMoment(text: string): Moment | undefined {
  if (POSITION.test(text)) return { kind: 'position', position: parsePosition(text) };
  return isTime(text) ? { kind: 'time', time: new Date(text).toISOString() } : undefined;
}

const refuse = (message: string): Problem => invalid([{ pointer: '/query/as_of', message }]);

/** Allows for the delay of a request, and for clients whose clocks are a little fast. */
const TOLERANCE_MS = 60_000;
/** The clocks of the gateway and of the broker do not differ more: an earlier time has passed by both. */
const MAX_SKEW_MS = 3_600_000;

/** Reads the query parameter `as_of`. */
export class Moments {
  constructor(private readonly ports: { readonly history: Pick<EventStore, 'incarnation'>; readonly now: () => Date }) {}

  /** Throws `invalid` for a text that is no moment, and for a time that has not come yet by the log's clock. */
  async read(text: string): Promise<Moment> {
    const moment = parseMoment(text);
    if (moment === undefined) throw refuse('must be a time or a position');
    if (moment.kind === 'time' && Date.parse(moment.time) > (await this.#latest(moment.time)))
      throw refuse('must not be in the future. Leave it out for the present state');
    return moment;
  }

  async #latest(time: string): Promise<number> {
    const own = this.ports.now().getTime();
    if (Date.parse(time) < own - MAX_SKEW_MS) return own;
    const log = await askBriefly(() => this.ports.history.incarnation());
    return (log === undefined ? own : Date.parse(log.now)) + TOLERANCE_MS;
  }
}

/** When the events of a commit happened: an imported commit has the time of the other system (ADR 115). */
const happenedAt = ({ commit, storedAt }: StoredCommit): number =>
  Math.min(Date.parse(storedAt), isImported(commit) ? Date.parse(commit.at) : Infinity);

const isWithin = (moment: Moment, recorded: StoredCommit): boolean =>
  moment.kind === 'time'
    ? happenedAt(recorded) <= Date.parse(moment.time)
    : comparePosition(recorded.position, moment.position) <= 0;

/**
 * Returns the commits of an item up to the last one that had happened at the time, or was stored at the position. The clock of
 * another system may have run backwards: the order of the commits counts, so the commits before that one belong to it.
 */
export const listUntil = (moment: Moment, commits: readonly StoredCommit[]): readonly StoredCommit[] =>
  commits.slice(0, commits.findLastIndex((recorded) => isWithin(moment, recorded)) + 1);

const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMoment',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && parseMoment(value) !== undefined,
      defaultMessage: () =>
        '$property must be a time with its offset (2026-11-20T14:03:00Z) or a position from an earlier answer',
    },
  });

export const MomentParameter = (description: string): PropertyDecorator =>
  RequestField(
    text(`${description} A time by the log's clock, or a position that an answer gave.`),
    { example: '2026-11-20T14:03:00Z' },
    IsMoment(),
  );
