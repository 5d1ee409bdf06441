import { isPassword, SharePasswords } from './share-password.js';

describe('the password of a share link', () => {
  const passwords = new SharePasswords();

  it('is stored as a salted hash that names its function', async () => {
    const [one, other] = [await passwords.hash('determinants'), await passwords.hash('determinants')];
    expect(one).toMatch(/^scrypt-15-8-1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPassword('determinants', one)).toBe(true);
    expect(await isPassword('Determinants', one)).toBe(false);
  });

  it('is the same in each Unicode form of its letters', async () => {
    expect(await isPassword('Zu\u0308rich', await passwords.hash('Z\u00fcrich'))).toBe(true);
  });

  it('of an unknown function is an error, not a wrong password', async () => {
    await expect(isPassword('determinants', 'argon2$a$b')).rejects.toThrow('not support');
  });

  it('keeps the cost that it was stored with', async () => {
    const stored = await new SharePasswords(4).hash('determinants');
    expect(stored).toMatch(/^scrypt-4-8-1\$/);
    expect(await isPassword('determinants', stored)).toBe(true);
  });

  it.each(['scrypt-21-8-1', 'scrypt-0-8-1', 'scrypt-15-9-1'])(
    'of the function %s is refused before it is computed',
    async (version) => {
      await expect(isPassword('determinants', `${version}$c2FsdA$a2V5`)).rejects.toThrow('not support');
    },
  );
});
