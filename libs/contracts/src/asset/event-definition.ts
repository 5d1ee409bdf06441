import { Type, type Static, type TSchema } from 'typebox';

/** One version of one event type: its readable data, and the personal data that is sealed under the asset's data key. */
export interface EventDefinition<D extends TSchema = TSchema, P extends TSchema = TSchema> {
  readonly version: number;
  /**
   * The lowest reader version that knows a type added after the first release. A commit with such a type requires this version.
   */
  readonly since?: number;
  /** The lowest reader version that acts on this data as it must. For fields that an older release would ignore. */
  sinceWith?(data: Static<D>): number;
  readonly data: D;
  readonly personal?: P;
}

export const event = <D extends TSchema, P extends TSchema>(definition: EventDefinition<D, P>): EventDefinition<D, P> =>
  definition;

/** The id of the user, or the name of the service, that caused an event. */
export const By = Type.String({ minLength: 1, maxLength: 200 });
/** `auto` or BCP 47. */
export const Language = Type.String({ minLength: 2, maxLength: 35 });
/** Characters of an address. Servers commonly refuse longer ones. */
export const LONGEST_ADDRESS = 4_096;
