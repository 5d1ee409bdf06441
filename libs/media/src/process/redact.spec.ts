import { redactor } from './redact.js';

describe('redactor', () => {
  const redact = redactor(['-i', 'file:/data/Divorce hearing.mp4', '/tmp/out.wav', '/']);

  it('replaces the names of the files that the tool was given, with and without the protocol', () => {
    expect(redact('file:/data/Divorce hearing.mp4: Invalid data; cannot write /tmp/out.wav')).toBe(
      '<file>: Invalid data; cannot write <file>',
    );
  });

  it('replaces addresses, which may carry a token', () => {
    expect(redact('Protocol for https://user:secret@host/a?token=x not allowed')).toBe('Protocol for <address> not allowed');
  });

  it('shortens endless lines', () => {
    expect(redact('x'.repeat(10_000)).length).toBe(300);
  });
});
