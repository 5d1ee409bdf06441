import { AllowList } from '#src/address/allow-list.js';

export function parseAllowedHosts(hosts: string): AllowList {
  const list = AllowList.parse(hosts);
  if (list instanceof AllowList) return list;
  throw new Error(list.problem);
}
