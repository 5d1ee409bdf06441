import { hashPassword, isPassword } from './share-password.js';

describe('the password of a share link', () => {
  it('is stored as a salted hash that names its function', async () => {
    const [one, other] = [await hashPassword('determinants'), await hashPassword('determinants')];
    expect(one).toMatch(/^scrypt-15-8-1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toBe(other);
    expect(await isPassword('determinants', one)).toBe(true);
    expect(await isPassword('Determinants', one)).toBe(false);
  });

  it('is the same in each Unicode form of its letters', async () => {
    expect(await isPassword('Zu\u0308rich', await hashPassword('Z\u00fcrich'))).toBe(true);
  });

  it('of an unknown function is an error, not a wrong password', async () => {
    await expect(isPassword('determinants', 'argon2$a$b')).rejects.toThrow('not support');
  });
});
