import { readGatewayConfig } from '../../config.js';

const needed = { TL_POSTGRES_URL: 'postgres://x', TL_ARTIFACTS_DIR: '/data', TL_MASTER_KEY: 'ab'.repeat(32) };
const provider = { TL_OIDC_ISSUER: 'https://login.example/realms/linden', TL_OIDC_CLIENT_ID: 'throughline' };
const read = (env: Record<string, string>) => readGatewayConfig({ ...needed, ...env }).oidc;

describe('the settings of the identity provider', () => {
  it('are off without an issuer', () => {
    expect(read({})).toBeUndefined();
    expect(() => read({ TL_OIDC_CLIENT_ID: 'x' })).toThrow('TL_OIDC_ISSUER is required');
  });

  it('give accounts only to people with a mapped role by default', () => {
    expect(read(provider)).toEqual({
      issuer: 'https://login.example/realms/linden',
      clientId: 'throughline',
      clientSecret: undefined,
      name: 'login.example',
      scopes: ['openid', 'profile', 'email'],
      roleClaim: 'groups',
      roles: new Map(),
      admission: 'with_role',
      timeoutMs: 10_000,
    });
  });

  it('read roles by values, which may contain an equals sign', () => {
    const roles = read({ ...provider, TL_OIDC_ROLES: ' staff=operator, cn=it=admin ' })?.roles;
    expect([...(roles ?? [])]).toEqual([
      ['staff', 'operator'],
      ['cn=it', 'admin'],
    ]);
    for (const TL_OIDC_ROLES of ['staff', 'staff=owner', '=admin', 'a=admin,a=viewer'])
      expect(() => read({ ...provider, TL_OIDC_ROLES })).toThrow('TL_OIDC_ROLES must be pairs');
  });

  it.each([
    [{ TL_OIDC_ISSUER: 'http://login.example' }, 'TL_OIDC_ISSUER must be the issuer'],
    [{ TL_OIDC_ISSUER: 'https://login.example/.well-known/openid-configuration' }, 'TL_OIDC_ISSUER must be the issuer'],
    [{ TL_OIDC_ISSUER: 'https://me:secret@login.example' }, 'TL_OIDC_ISSUER must be the issuer'],
    [{ TL_OIDC_CLIENT_ID: '' }, 'TL_OIDC_CLIENT_ID is required'],
    [{ TL_OIDC_SCOPES: 'profile' }, 'TL_OIDC_SCOPES must include openid'],
    [{ TL_OIDC_NAME: 'x'.repeat(61) }, 'TL_OIDC_NAME must have at most 60 characters'],
    [{ TL_OIDC_ADMISSION: 'everybody' }, 'TL_OIDC_ADMISSION must be one of with_role, existing, anyone'],
  ])('refuse %j', (env, problem) => {
    expect(() => read({ ...provider, ...env })).toThrow(problem);
  });

  it('allow plain http only on this machine', () => {
    expect(read({ ...provider, TL_OIDC_ISSUER: 'http://127.0.0.1:9000' })?.issuer).toBe('http://127.0.0.1:9000');
  });
});
