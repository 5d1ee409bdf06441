import { AllowList } from './address/allow-list.js';

export interface AllowListSetting {
  readonly name: string;
  read(raw: string | undefined): { readonly value: AllowList } | { readonly problem: string };
}

/**
 * Defines the setting for hosts, addresses and networks, separated by commas. Every service that reads it uses this definition.
 */
export const allowList = (name: string): AllowListSetting => ({
  name,
  read(raw) {
    const parsed = AllowList.parse(raw ?? '');
    return parsed instanceof AllowList ? { value: parsed } : parsed;
  },
});
