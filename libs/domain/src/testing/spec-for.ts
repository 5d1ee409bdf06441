import type { AssetEvent } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { initialState, type AssetState } from '../asset/state.js';
import type { Command } from '../decide/command.js';
import { decide } from '../decide/decide.js';
import type { Rejection } from '../decide/decision.js';

/** A decider: the functions from a command to events, and from an event to a state. */
export interface Decider<C, S, E> {
  readonly initial: S;
  readonly evolve: (state: S, event: E) => S;
  readonly decide: (state: S, command: C) => DeciderAnswer<E>;
}
type DeciderAnswer<E> = { readonly events: readonly E[]; readonly satisfied?: Rejection } | { readonly rejected: Rejection };

interface Outcome<E> {
  /** Expects exactly these events, and none from the same command after them. */
  thenEvents(...expected: readonly E[]): void;
  /** Expects no events, because the command is already satisfied. */
  thenNothing(code?: string): void;
  thenRejected(code: string): void;
}
interface GivenHistory<C, E> {
  when(command: C): Outcome<E>;
}

const eventsOf = <E>(answer: DeciderAnswer<E>): readonly E[] => ('events' in answer ? answer.events : []);

/**
 * Builds a scenario: given a history, when a command comes, then these events follow. Each scenario also checks that a repeated
 * command adds nothing.
 */
export const specFor =
  <C, S, E>({ initial, evolve: apply, decide: answer }: Decider<C, S, E>) =>
  (...given: readonly E[]): GivenHistory<C, E> => ({
    when(command) {
      const before = given.reduce(apply, initial);
      const decision = answer(before, command);
      const after = eventsOf(decision).reduce(apply, before);
      expect(eventsOf(answer(after, command))).toEqual([]);
      return {
        thenEvents: (...expected) => {
          expect(decision).toEqual({ events: expected });
        },
        thenNothing: (code) => {
          expect(decision).toEqual(
            code === undefined ? { events: [] } : { events: [], satisfied: expect.objectContaining({ code }) as Rejection },
          );
        },
        thenRejected: (code) => {
          expect(decision).toEqual({ rejected: expect.objectContaining({ code }) as Rejection });
        },
      };
    },
  });

export const ASSET_ID = '00000000-0000-7000-8000-000000000001';
export const AT = '2026-01-01T00:00:00.000Z';

/** The decider of assets, with every event recorded at {@link AT}. */
export const assetDecider: Decider<Command, AssetState, AssetEvent> = {
  initial: initialState,
  evolve: (state, event) => evolve(state, event, { assetId: ASSET_ID, at: AT }),
  decide,
};
