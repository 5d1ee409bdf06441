import { AllowList } from '@throughline/outgoing';

/** What `TL_FETCH_ALLOW` lets through, as an operator would give it. */
export function allowedHosts(hosts: string): AllowList {
  const list = AllowList.parse(hosts);
  if (list instanceof AllowList) return list;
  throw new Error(list.problem);
}
