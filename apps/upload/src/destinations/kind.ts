import type { Setting } from '@throughline/service-kit';
import type { GiveStores } from '../credentials/own-stores.js';
import type { DestinationType } from './destination.js';

type Settings = Readonly<Record<string, Setting<unknown>>>;

/** What is read by settings. */
type Values<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** What the folder of a destination gives to the registry. Whatever it needs to know of the installation it reads itself. */
export interface DestinationKind {
  /** Of the environment, by their names there. */
  readonly settings: Settings;
  /** Undefined where the installation has none of it. Values are named as the settings are. */
  make(values: Readonly<Record<string, unknown>>, give: GiveStores): DestinationType | undefined;
}

/** A destination that reads these settings and is made of what they say. */
export const destinationKind = <S extends Settings>(
  settings: S,
  make: (values: Values<S>, give: GiveStores) => DestinationType | undefined,
): DestinationKind => ({
  settings: Object.fromEntries(Object.values(settings).map((setting) => [setting.name, setting])),
  make: (values, give) => {
    const own = Object.entries(settings).map(([key, { name }]) => [key, values[name]]);
    // Each was read by its own setting.
    return make(Object.fromEntries(own) as Values<S>, give);
  },
});
