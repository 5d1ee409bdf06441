import { MemoryAttemptStore } from '../../testing/memory-attempt-store.js';
import { SignInAttempts } from './sign-in-attempts.js';

const MINUTE_MS = 60_000;
const [HOME, ELSEWHERE] = ['203.0.113.7', '198.51.100.9'];

describe('the limit of failed sign-ins', () => {
  const at = { now: Date.parse('2026-02-05T10:00:00.000Z') };
  const open = () => {
    const now = (): Date => new Date(at.now);
    const attempts = new MemoryAttemptStore(now);
    const session = { id: 's', userId: 'nora', scopes: [], client: undefined, address: HOME };
    const times = { createdAt: '', lastUsedAt: '', expiresAt: '' };
    const sessions = { list: (userId: string) => Promise.resolve(userId === 'nora' ? [{ ...session, ...times }] : []) };
    /** Two gateways with one database. */
    return [1, 2].map(() => new SignInAttempts({ attempts, sessions, mostOfAddress: 30, now }));
  };
  const refused = { code: 'rate-limited' };
  const fail = async (limit: SignInAttempts | undefined, count: number, address: (index: number) => string, userId?: string) => {
    for (let index = 0; index < count; index += 1) await limit?.fail({ address: address(index), userId });
  };

  it('counts failures of an address over all gateways and accounts, until ten minutes after the first', async () => {
    const [one, two] = open();
    await fail(one, 29, () => ELSEWHERE);
    at.now += MINUTE_MS;
    await expect(two?.check({ address: ELSEWHERE })).resolves.toBeUndefined();
    await fail(two, 1, () => ELSEWHERE, 'otto');
    await expect(one?.check({ address: ELSEWHERE })).rejects.toMatchObject(refused);
    await expect(one?.check({ address: HOME })).resolves.toBeUndefined();
    at.now += 9 * MINUTE_MS - 1;
    await expect(one?.check({ address: ELSEWHERE })).rejects.toMatchObject(refused);
    at.now += 1;
    await expect(one?.check({ address: ELSEWHERE })).resolves.toBeUndefined();
  });

  it('counts failures for an account from any address, and spares the addresses where its user is signed in', async () => {
    const [one, two] = open();
    await fail(one, 10, (index) => `192.0.2.${String(index)}`, 'nora');
    await expect(two?.check({ address: ELSEWHERE, userId: 'nora' })).rejects.toMatchObject(refused);
    await expect(two?.check({ address: HOME, userId: 'nora' })).resolves.toBeUndefined();
    await expect(two?.check({ address: ELSEWHERE, userId: 'otto' })).resolves.toBeUndefined();
    at.now += 10 * MINUTE_MS;
    await expect(two?.check({ address: ELSEWHERE, userId: 'nora' })).resolves.toBeUndefined();
  });

  it('of an address applies even where the user is signed in', async () => {
    const [one] = open();
    await fail(one, 30, () => HOME, 'nora');
    await expect(one?.check({ address: HOME, userId: 'nora' })).rejects.toMatchObject(refused);
  });
});
