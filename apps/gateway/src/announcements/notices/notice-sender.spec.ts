import { UNLIMITED } from '../../people/quotas/quota.js';
import { mapQuotas } from '../../people/quotas/index.js';
import { monthAt } from '../../people/quotas/month.js';
import { MemoryNoticeStore } from '../../testing/memory-notice-store.js';
import { NO_CAUSES } from '../../testing/no-causes.js';
import { NoticeLinks } from './notice-links.js';
import { GRACE_MS, NoticeSender } from './notice-sender.js';

const ORIGIN = 'https://recordings.example';
const LIBRARY = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

describe('the notice sender', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('keeps a library from other gateways until a slow mail server answers', async () => {
    const now = (): Date => new Date();
    const store = new MemoryNoticeStore(now);
    await store.save(LIBRARY, 0, { email: 'ann@example.org', kinds: ['quota'] });
    await store.confirm(LIBRARY, 'ann@example.org');
    let used = 0;
    let sent = 0;
    let answer = (): void => undefined;
    const send = (): Promise<void> => {
      sent += 1;
      return new Promise((resolve) => {
        answer = resolve;
      });
    };
    const post = { mail: { send }, links: new NoticeLinks(new Uint8Array(32), ORIGIN), origin: ORIGIN };
    const uses = () =>
      Promise.resolve(mapQuotas((quota) => ({ used, held: 0, limit: quota === 'items' ? 10 : UNLIMITED[quota] })));
    const quotas = { uses, month: () => monthAt(now()) };
    const problems: unknown[] = [];
    const open = (): NoticeSender =>
      new NoticeSender({ ...NO_CAUSES, tables: [], store, post, now, quotas, onProblem: (error) => void problems.push(error) });
    const [one, other] = [open(), open()];
    await one.round();
    await one.ended();
    used = 9;
    await jest.advanceTimersByTimeAsync(60_000);
    await one.round();
    await one.ended();
    await jest.advanceTimersByTimeAsync(GRACE_MS);
    await one.round();
    await jest.advanceTimersByTimeAsync(5 * 60_000);
    await other.round();
    await jest.advanceTimersByTimeAsync(0);
    expect(sent).toBe(1);
    answer();
    await one.ended();
    expect((await store.find(LIBRARY))?.lastSentAt).toBeDefined();
    expect(problems).toEqual([]);
  });
});
