import { closeSync, openSync } from 'node:fs';
import { runInSpan } from '@throughline/telemetry';
import { recordSpans } from '@throughline/telemetry/testing';
import { readLogFormat } from './config.js';
import { createLogger, createNestLogger, openLogSink, type Logger } from './logger.js';

const TASK = { task: 'abc12345-8e0a-7b3c-9d4e-5f60718293a4', rec: '0198f5d2-8e0a', user: '01KFHA26ZQ8M2R7V5T3W9X1Y0B' };

describe('the log of a service', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
  });
  const logger = (format: 'json' | 'text'): Logger =>
    createLogger({ service: 'processing', level: 'info', format, out: { write: (line) => lines.push(line) } });
  const fields = (): unknown => JSON.parse(lines.join(''));

  it('formats lines of a task as TMO-08 requires, after time, level and service', () => {
    logger('text').info(TASK, 'Message');
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO {2}processing Task:abc12345 \| Rec:0198f5d2-8e0a \| User:01KFHA26 \| Message\n$/,
      ),
    ]);
  });

  it('omits the unknown owner of a task', () => {
    logger('text').warn({ ...TASK, user: undefined, attempt: 2 }, 'Message');
    expect(lines[0]).toMatch(/WARN {2}processing Task:abc12345 \| Rec:0198f5d2-8e0a \| Message attempt=2\n$/);
  });

  it('writes whole ids in JSON, with trace and span if there are any', async () => {
    const spans = recordSpans();
    try {
      await runInSpan('step TRIM', {}, () => {
        logger('json').info(TASK, 'Message');
        return Promise.resolve();
      });
      const { traceId, spanId } = spans.one('step TRIM').spanContext();
      expect(fields()).toMatchObject({ ...TASK, trace_id: traceId, span_id: spanId, msg: 'Message', service: 'processing' });
    } finally {
      await spans.end();
    }
  });

  it('omits the trace outside of any', () => {
    logger('json').info('Message');
    expect(Object.keys(fields() as object).sort()).toEqual(['level', 'msg', 'pid', 'service', 'time']);
  });

  it('shows no secret in either format', () => {
    for (const format of ['json', 'text'] as const)
      logger(format).info({ token: 's3cret', broker: { password: 's3cret' } }, 'connected');
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(4);
  });

  it('writes one line for each message, whatever it contains', () => {
    const err = new Error('a\nTask:00000000 | forged', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    logger('text').error({ err, note: 'b\r\nc' }, 'd\u2028e\u001b[31m');
    expect(lines.join('').split('\n')).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/[^\n\P{Cc}]|\u2028/u);
    expect(lines[0]).toContain('processing d e [31m note=b c err=Error: Error ECONNREFUSED');
  });

  it.each(['json', 'text'] as const)('omits the message of an error in its %s, whichever way it is logged', (format) => {
    const log = logger(format);
    const error = new Error('zanzibar', { cause: new Error('zanzibar too') });
    log.error(error);
    log.error(error, 'a request failed');
    log.warn({ err: error });
    log.warn({ err: 'zanzibar' }, 'a rejection that is no error');
    log.child({ task: 'a' }).warn({ reason: error, err: error }, 'an attempt failed');
    const nest = createNestLogger(log);
    nest.error(error);
    nest.error(error.message, error.stack, 'ExceptionsHandler');
    nest.error(error.message, error.stack);
    expect(lines).toHaveLength(8);
    expect(lines.join('')).not.toContain('zanzibar');
  });

  it('does not end its service if the lines cannot be written', () => {
    const unwritable = openSync('package.json', 'r');
    try {
      const log = createLogger({ service: 'processing', level: 'info', out: openLogSink(unwritable) });
      expect(() => {
        log.info('first');
        log.info('second');
      }).not.toThrow();
    } finally {
      closeSync(unwritable);
    }
  });

  it('writes JSON unless the environment selects text', () => {
    expect(readLogFormat({})).toBe('json');
    expect(readLogFormat({ TL_LOG_FORMAT: 'text' })).toBe('text');
    expect(() => readLogFormat({ TL_LOG_FORMAT: 'xml' })).toThrow('TL_LOG_FORMAT must be one of json, text');
  });
});
