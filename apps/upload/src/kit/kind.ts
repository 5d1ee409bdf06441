import type { OutputSetting } from '@throughline/contracts';
import type { Setting } from '@throughline/service-kit';
import { describeForm, type Choices, type SettingsForm } from '@throughline/service-kit/forms';
import type { StoresProvider } from '../credentials/own-stores.js';
import type { DestinationType } from './destination.js';

type Settings = Readonly<Record<string, Setting<unknown>>>;

type SettingValues<S extends Settings> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

type NamedValues = Readonly<Record<string, unknown>>;

/** Registration of a destination type. It declares its own settings, so the registry needs none of them. */
export interface DestinationKind {
  /** The name for users. */
  readonly label: string;
  readonly settings: Settings;
  /** Returns `undefined` if the installation does not use this type. `values` are named like the settings. */
  make(values: NamedValues, give: StoresProvider): DestinationType | undefined;
  /** Returns the form of an output's settings, or `undefined` if the operator's configuration leaves nothing to choose. */
  describe(values: NamedValues): OutputSetting[] | undefined;
}

interface KindParts<Values> {
  readonly label: string;
  readonly form: SettingsForm;
  /** Returns what the operator's configuration offers. A user can therefore never enter an address or a path of a server. */
  readonly choices?: (values: Values) => Choices;
  readonly make: (values: Values, give: StoresProvider) => DestinationType | undefined;
}

export function destinationKind<S extends Settings>(
  settings: S,
  { label, form, choices, make }: KindParts<SettingValues<S>>,
): DestinationKind {
  // Each value was read by its own setting, so the cast is safe.
  const own = (values: NamedValues): SettingValues<S> =>
    Object.fromEntries(Object.entries(settings).map(([key, { name }]) => [key, values[name]])) as SettingValues<S>;
  return {
    label,
    settings: Object.fromEntries(Object.values(settings).map((setting) => [setting.name, setting])),
    make: (values, give) => make(own(values), give),
    describe: (values) => describeForm(form, choices?.(own(values)) ?? {}),
  };
}
