import type { Setting } from '@throughline/service-kit';
import type { StoresProvider } from '../credentials/own-stores.js';
import type { DestinationType } from './destination.js';

type Settings = Readonly<Record<string, Setting<unknown>>>;

type SettingValues<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** Registration of a destination type. It declares its own settings, so the registry needs none of them. */
export interface DestinationKind {
  readonly settings: Settings;
  /** Returns `undefined` if the installation does not use this type. `values` are named like the settings. */
  make(values: Readonly<Record<string, unknown>>, give: StoresProvider): DestinationType | undefined;
}

export const destinationKind = <S extends Settings>(
  settings: S,
  make: (values: SettingValues<S>, give: StoresProvider) => DestinationType | undefined,
): DestinationKind => ({
  settings: Object.fromEntries(Object.values(settings).map((setting) => [setting.name, setting])),
  make: (values, give) => {
    const own = Object.entries(settings).map(([key, { name }]) => [key, values[name]]);
    // Each value was read by its own setting, so the cast is safe.
    return make(Object.fromEntries(own) as SettingValues<S>, give);
  },
});
