import { AllowList } from './address/allow-list.js';

/** `TL_FETCH_ALLOW`: one meaning for every service that reads it. */
export const allowSetting = {
  name: 'TL_FETCH_ALLOW',
  read(raw: string | undefined): { readonly value: AllowList } | { readonly problem: string } {
    const parsed = AllowList.parse(raw ?? '');
    return parsed instanceof AllowList ? { value: parsed } : parsed;
  },
};
