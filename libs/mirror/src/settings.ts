import { parseUrl } from '@throughline/contracts';
import { allowList, type AllowList } from '@throughline/outgoing';
import { wait, type Setting } from '@throughline/service-kit';

const NOTION = 'https://api.notion.com';

const addressSetting = (name: string): Setting<string> => ({
  name,
  read(raw) {
    if (raw === undefined || raw === '') return { value: NOTION };
    const url = parseUrl(raw);
    return url !== undefined && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
      ? { value: url.origin }
      : { problem: 'must be an address like https://notion.example, without a path' };
  },
});

export const mirrorSettings = {
  notionUrl: addressSetting('TL_NOTION_URL'),
  /** Timeout of a request. After twice this time it can have no more effect. Milliseconds. */
  notionTimeoutMs: wait('TL_NOTION_TIMEOUT_MS', { min: 50, fallback: 30_000 }),
  /** The longest pause for errors that resolve themselves. Milliseconds. */
  mirrorRetryMs: wait('TL_MIRROR_RETRY_MS', { min: 10, fallback: 300_000 }),
  allowed: allowList('TL_FETCH_ALLOW'),
};

export interface MirrorConfig {
  readonly notionUrl: string;
  readonly notionTimeoutMs: number;
  readonly mirrorRetryMs: number;
  readonly allowed: AllowList;
  readonly masterKey: string;
}
