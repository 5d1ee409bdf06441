import { parseSenders, readSenders } from './nats-senders.js';
import { permissionsOfSender, senderUser } from './nats-users.js';

const lab = { name: 'lab', library: '01ARZ3NDEKTSV4RRFFQ69G5FAV', password: 'a-password-of-24-characters' };

describe('the file of systems that send events', () => {
  it('lists each with its library', async () => {
    expect(parseSenders(JSON.stringify([lab]))).toEqual([lab]);
    expect(await readSenders(undefined)).toEqual([]);
    expect(await readSenders('')).toEqual([]);
  });

  it.each([
    ['no JSON', 'sesame', /not JSON/],
    ['no list', '{}', /list of senders/],
    ['an entry that is no object', '[7]', /sender 1: must be an object/],
    ['a name with a dot', JSON.stringify([{ ...lab, name: 'lab.>' }]), /sender 1: name/],
    ['a library with a wildcard', JSON.stringify([{ ...lab, library: '*' }]), /sender 1: library/],
    ['a short password', JSON.stringify([{ ...lab, password: 'sesame' }]), /sender 1: password/],
    ['another field', JSON.stringify([{ ...lab, permissions: 'sesame' }]), /sender 1: has a field/],
    ['one name twice', JSON.stringify([lab, { ...lab, library: 'other' }]), /sender 2: another sender/],
  ])('is refused with %s, without a value of it', (_, text, problem) => {
    expect(() => parseSenders(text)).toThrow(problem);
    expect(() => parseSenders(text)).not.toThrow(/sesame/);
  });

  it('is named if it cannot be read', async () => {
    await expect(readSenders('/no/such/file.json')).rejects.toThrow(/cannot be read: \/no\/such\/file.json/);
  });

  it('allows each only its own inbox and its own answers', () => {
    expect(senderUser('gateway')).toBe('from-gateway');
    for (const subject of Object.values(permissionsOfSender(lab)).flat())
      expect(subject).toMatch(
        /^(tl\.inbox\.01ARZ3NDEKTSV4RRFFQ69G5FAV\.lab|.*tl\.answer\.01ARZ3NDEKTSV4RRFFQ69G5FAV\.lab\.\*|_INBOX_from-lab\.>)$/,
      );
  });
});
