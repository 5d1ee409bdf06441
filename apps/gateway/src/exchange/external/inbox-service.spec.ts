import { InboxService } from './inbox-service.js';

describe('the service that reads the inbox', () => {
  it('does not look again before the last look has ended, and pauses after a failure', async () => {
    let now = 0;
    let looks = 0;
    let end: (error?: Error) => void = () => undefined;
    const round = (): Promise<void> => {
      looks += 1;
      return new Promise((resolve, reject) => {
        end = (error) => {
          if (error === undefined) resolve();
          else reject(error);
        };
      });
    };
    const service = new InboxService({ round, ended: () => Promise.resolve() }, () => now);
    const first = service.round();
    await service.round();
    expect(looks).toBe(1);
    end(new Error('no such stream'));
    await expect(first).rejects.toThrow('no such stream');
    now = 29_000;
    await service.round();
    expect(looks).toBe(1);
    now = 31_000;
    const second = service.round();
    end();
    await second;
    expect(looks).toBe(2);
  });

  it('ends what it reads before it closes', async () => {
    let seen: AbortSignal | undefined;
    const round = (signal: AbortSignal): Promise<void> => Promise.resolve(void (seen = signal));
    const service = new InboxService({ round, ended: () => Promise.resolve() }, () => 0);
    await service.round();
    service.beforeApplicationShutdown();
    expect(seen?.aborted).toBe(true);
  });
});
