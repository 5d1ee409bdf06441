import { newId } from '@throughline/contracts';
import type { DeadLetter, DeadLetters, StoredDeadLetter } from '../dead-letter/dead-letters.js';

export interface DeadLettersHarness {
  readonly deadLetters: DeadLetters;
  readonly close: () => Promise<void>;
}

type Letter = DeadLetter & { readonly sourceId: string };

const aLetter = (overrides: Partial<Letter> = {}): Letter => ({
  service: 'processing',
  assetId: newId(),
  subject: 'tl.work.processing.speech.a.b.c',
  bytes: Uint8Array.of(1, 2, 3),
  headers: [],
  reason: 'not JSON',
  sourceId: `TL_WORK:${newId()}`,
  ...overrides,
});

export function deadLettersContract(name: string, openHarness: () => Promise<DeadLettersHarness>): void {
  describe(`${name} fulfils the DeadLetters contract`, () => {
    let harness: DeadLettersHarness;
    beforeEach(async () => {
      harness = await openHarness();
    });
    afterEach(() => harness.close());
    const putAll = async (...letters: Letter[]): Promise<void> => {
      for (const letter of letters) await harness.deadLetters.put(letter);
    };
    const list = (options?: Parameters<DeadLetters['list']>[0]): Promise<readonly StoredDeadLetter[]> =>
      harness.deadLetters.list(options);

    it('keeps every byte, the subject, the reason and the headers', async () => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const letter = aLetter({ bytes, headers: [['Trace-Id', 'ä–1']] });
      await putAll(letter);
      const [stored] = await list();
      const { sourceId: _, bytes: __, ...rest } = letter;
      expect(stored).toMatchObject(rest);
      expect([...(stored?.bytes ?? [])]).toEqual([...bytes]);
      expect(Date.parse(stored?.storedAt ?? '')).not.toBeNaN();
    });

    it('removes headers that would make the broker drop, expire or refuse the copy', async () => {
      const control = ['Nats-Msg-Id', 'nats-ttl', 'Nats-Expected-Last-Subject-Sequence', 'Nats-Expected-Stream'];
      await putAll(aLetter({ headers: [...control.map((header) => [header, '1'] as const), ['X-Kept', 'yes']] }));
      expect((await list())[0]?.headers).toEqual([['X-Kept', 'yes']]);
    });

    it('turns a reason into one line of bounded length', async () => {
      await putAll(aLetter({ reason: `first\r\nNats-Msg-Id: forged\u0000 ${'x'.repeat(2_000)}` }));
      const reason = (await list())[0]?.reason ?? '';
      expect(reason).toMatch(/^first Nats-Msg-Id: forged x+$/);
      expect(reason.length).toBeLessThanOrEqual(500);
    });

    it('keeps one letter of a message that is put twice', async () => {
      const letter = aLetter();
      await putAll(letter, letter);
      expect(await list()).toHaveLength(1);
    });

    it('lists the oldest first, optionally of one service, and continues after the last one seen', async () => {
      const letters = (['ingest', 'processing', 'ingest', 'upload'] as const).map((service) => aLetter({ service }));
      await putAll(...letters);
      const assets = (found: readonly StoredDeadLetter[]): unknown[] => found.map(({ assetId }) => assetId);
      const ids = letters.map(({ assetId }) => assetId);
      expect(assets(await list())).toEqual(ids);
      expect(assets(await list({ service: 'ingest' }))).toEqual([ids[0], ids[2]]);
      const [first, second] = await list({ limit: 2 });
      expect(assets([first, second].flatMap((each) => each ?? []))).toEqual(ids.slice(0, 2));
      expect(assets(await list({ after: second?.id ?? '' }))).toEqual(ids.slice(2));
      expect(await list({ service: 'upload', limit: 1 })).toHaveLength(1);
    });

    it('keeps a letter whose subject names no asset', async () => {
      await putAll(aLetter({ assetId: undefined }));
      expect((await list())[0]?.assetId).toBeUndefined();
    });
  });
}
