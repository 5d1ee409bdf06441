import { randomBytes } from 'node:crypto';
import { AccessTokens, CredentialVault, GoogleLine, GoogleOAuth, MemoryRecords, googleAt } from '@throughline/credentials';
import { AllowList } from '@throughline/outgoing';
import { badServersContract, type OutgoingCalls } from '@throughline/outgoing/testing';
import { tempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { requestOf } from '../../testing/request.js';
import { DriveClient } from './drive-client.js';
import { GoogleDriveDestination } from './google-drive-destination.js';
import { drivePlaceOf } from './settings.js';

type Ask = (destination: GoogleDriveDestination, folder: string, signal: AbortSignal) => Promise<unknown>;

const never = new AbortController().signal;
const allowed = AllowList.parse('127.0.0.1') as AllowList;
const HOUR_MS = 3_600_000;

const outputs =
  (ask: Ask, hasToken = true) =>
  async (patienceMs: number): Promise<OutgoingCalls> => {
    const folder = await tempDir();
    const lines: GoogleLine[] = [];
    return {
      call: async (origin, signal = never) => {
        const line = new GoogleLine(allowed, { connectMs: patienceMs, idleMs: patienceMs });
        lines.push(line);
        const vault = new CredentialVault(new MemoryRecords(), randomBytes(32));
        const access = { token: 'held', expiresAt: new Date(Date.now() + HOUR_MS).toISOString() };
        const secret = { v: 1, kind: 'oauth', grant: 'g', clientId: 'c', clientSecret: 's', refreshToken: 'r' } as const;
        await vault.rotate(1, hasToken ? { ...secret, access } : secret, 'absent' as never);
        const endpoints = googleAt(origin);
        const tokens = new AccessTokens({ vault, oauth: new GoogleOAuth(line, endpoints) });
        const drive = new DriveClient({ line, apiUrl: endpoints.apiUrl, tokens, credential: 1 });
        const at = drivePlaceOf({ credential: 1 });
        return ask(new GoogleDriveDestination({ at, drive, notes: new MemoryRecords() }), folder.path, signal);
      },
      close: async () => {
        for (const each of lines) await each.close();
        await folder.remove();
      },
    };
  };

const busy = { kind: 'waiting', code: 'output-busy' };
const contract = {
  // A delivery waits for its output: nothing is wrong with the recording.
  verdicts: {
    'too many requests': busy,
    'out of service': busy,
    'trouble inside': busy,
    otherwise: { kind: 'waiting', code: 'output-unreachable' },
  },
  patienceMs: 300,
};

badServersContract('asking whether a folder of Google Drive is there', {
  ...contract,
  open: outputs((destination, _, signal) => destination.check(signal)),
});

badServersContract('delivering to Google Drive', {
  ...contract,
  open: outputs(async (destination, folder, signal) => {
    const request = await requestOf(folder, { 'words.srt': 'words' });
    return new DeliveryLog(destination).attempt(request, { signal });
  }),
});
