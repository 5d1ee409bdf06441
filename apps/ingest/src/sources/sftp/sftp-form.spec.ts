import type { Connection } from '@throughline/sftp';
import { sftpSource } from './index.js';

const fingerprints = [`SHA256:${'A'.repeat(42)}0`];
const archive: Connection = { host: 'archive.example', user: 'anna', password: 'very-secret', fingerprints };

describe('the form of SFTP sources', () => {
  it('exists only if the operator has opened a connection for sources', () => {
    expect(sftpSource({}, 1).describe()).toBeUndefined();
    expect(sftpSource({ archive: { ...archive, uses: ['outputs'] } }, 1).describe()).toBeUndefined();
  });

  it('offers the names of the connections to users, and nothing else of them', () => {
    const type = sftpSource({ archive }, 1);
    const form = type.describe();
    expect(form?.find(({ key }) => key === 'connection')?.options).toEqual([{ value: 'archive' }]);
    expect(JSON.stringify(form)).not.toMatch(/archive\.example|anna|very-secret|SHA256/);
    expect(() => type.open({ connection: 'constructor' })).toThrow(/no SFTP connection 'constructor'; available: archive/);
    expect(() => type.open({ connection: 'archive', password: 'x' })).toThrow(/has no setting 'password'/);
    expect(type.open({ connection: 'archive', path: 'talks' }).place).toBe('sftp:archive');
  });
});
