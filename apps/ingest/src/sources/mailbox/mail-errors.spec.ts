import { randomBytes } from 'node:crypto';
import { SOURCE_CREDENTIAL_STORE } from '@throughline/contracts';
import { CredentialVault } from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import { findOperatorAccount, type MailAccount } from './mail-account.js';
import { toMailError } from './mail-errors.js';
import { MailUsers } from './mail-users.js';

const office = { host: 'mail.example', tls: 'implicit', user: 'anna', password: 'secret' } as const;
const ofOperator = findOperatorAccount({ office }, 'office', AllowList.nothing);

const refresher = { name: 'gmail', label: 'Google', refresh: () => Promise.reject(new Error('not asked')) };
const vault = new CredentialVault(new MemoryKeyValueStore(), randomBytes(32), SOURCE_CREDENTIAL_STORE);
const ofUser = new MailUsers({ oauth: { gmail: refresher, outlook: refresher }, vault: () => vault }).account(7);

const describeFault = (account: MailAccount, fault: object): Error =>
  toMailError(Object.assign(new Error('from the library'), fault), { account, folder: 'INBOX' });

describe('the error for', () => {
  it.each([
    ['an untrusted certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }, 'certificate-refused', '"ca" in TL_IMAP'],
    ['a failed encryption', { code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls-failed', '"tls" and "port" of it in TL_IMAP'],
    ['a server without encryption', { tlsFailed: true }, 'tls-failed', '"tls" and "port" of it in TL_IMAP'],
    ['an answer that is not IMAP', { code: 'InvalidResponse' }, 'source-invalid', '"host" and "port" of it in TL_IMAP'],
  ])('%s names a setting of the operator only for a mailbox of the operator', (_, fault, code, setting) => {
    expect(describeFault(ofOperator, fault)).toMatchObject({ code, message: expect.stringContaining(setting) as string });
    const { message } = describeFault(ofUser, fault);
    expect(message).toContain("'credential 7'");
    expect(message).toContain('Try again later');
    expect(message).not.toContain('TL_IMAP');
  });
});
