import { createRedactor } from './redact.js';

describe('createRedactor', () => {
  const redact = createRedactor(['-i', 'file:/data/Divorce hearing.mp4', '/tmp/out.wav', '/']);

  it("replaces the names of the tool's files, with and without the protocol", () => {
    expect(redact('file:/data/Divorce hearing.mp4: Invalid data; cannot write /tmp/out.wav')).toBe(
      '<file>: Invalid data; cannot write <file>',
    );
  });

  it('replaces hidden texts, also around file names', () => {
    expect(createRedactor(['/tmp/out.wav', 'Grace'], ['Grace'])('Grace in /tmp/out.wav')).toBe('<hidden> in <file>');
  });

  it('replaces addresses, which may carry a token', () => {
    expect(redact('Protocol for https://user:secret@host/a?token=x not allowed')).toBe('Protocol for <address> not allowed');
  });

  it('removes terminal escapes, reversed writing and broken characters', () => {
    const line = redact('Unknown tag \u001b[2J\u0007\0 \u202Egpj.exe\u2028\ud800 кадр 🎬');
    expect(line).toBe('Unknown tag \ufffd[2J\ufffd\ufffd \ufffdgpj.exe\ufffd\ufffd кадр 🎬');
    expect(redact(`${'x'.repeat(299)}🎬`).at(-1)).toBe('\ufffd');
  });

  it('shortens very long lines', () => {
    expect(redact('x'.repeat(10_000)).length).toBe(300);
  });
});
