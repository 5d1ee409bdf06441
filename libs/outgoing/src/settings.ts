import { AllowList } from './address/allow-list.js';

export interface AllowListSetting {
  readonly name: string;
  read(raw: string | undefined): { readonly value: AllowList } | { readonly problem: string };
}

/** Hosts, addresses and networks, with commas between them. The same for every service that reads it. */
export const allowList = (name: string): AllowListSetting => ({
  name,
  read(raw) {
    const parsed = AllowList.parse(raw ?? '');
    return parsed instanceof AllowList ? { value: parsed } : parsed;
  },
});
