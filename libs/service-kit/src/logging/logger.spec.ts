import { spanned } from '@throughline/telemetry';
import { recordSpans } from '@throughline/telemetry/testing';
import { logFormat } from './config.js';
import { createLogger, nestLogger, type Logger } from './logger.js';

const TASK = { task: 'abc12345-8e0a-7b3c-9d4e-5f60718293a4', rec: '0198f5d2-8e0a', user: '01KFHA26ZQ8M2R7V5T3W9X1Y0B' };

describe('the log of a service', () => {
  let lines: string[];
  beforeEach(() => {
    lines = [];
  });
  const logger = (format: 'json' | 'text'): Logger =>
    createLogger({ service: 'processing', level: 'info', format, out: { write: (line) => lines.push(line) } });
  const fields = (): unknown => JSON.parse(lines.join(''));

  it('has lines of a task in the form of TMO-08, after time, level and service', () => {
    logger('text').info(TASK, 'Message');
    expect(lines).toEqual([
      expect.stringMatching(
        /^\d{4}-\d\d-\d\dT[\d:.]+Z INFO {2}processing Task:abc12345 \| Rec:0198f5d2-8e0a \| User:01KFHA26 \| Message\n$/,
      ),
    ]);
  });

  it('names of a task whose owner nobody knows yet what is known', () => {
    logger('text').warn({ ...TASK, user: undefined, attempt: 2 }, 'Message');
    expect(lines[0]).toMatch(/WARN {2}processing Task:abc12345 \| Rec:0198f5d2-8e0a \| Message attempt=2\n$/);
  });

  it('has whole ids in JSON, and the trace and span where there are any', async () => {
    const spans = recordSpans();
    try {
      await spanned('step TRIM', {}, () => {
        logger('json').info(TASK, 'Message');
        return Promise.resolve();
      });
      const { traceId, spanId } = spans.one('step TRIM').spanContext();
      expect(fields()).toMatchObject({ ...TASK, trace_id: traceId, span_id: spanId, msg: 'Message', service: 'processing' });
    } finally {
      await spans.end();
    }
  });

  it('has no trace outside of any', () => {
    logger('json').info('Message');
    expect(Object.keys(fields() as object).sort()).toEqual(['level', 'msg', 'pid', 'service', 'time']);
  });

  it('shows no secret in either form', () => {
    for (const format of ['json', 'text'] as const)
      logger(format).info({ token: 's3cret', broker: { password: 's3cret' } }, 'connected');
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines.join('').match(/\[redacted\]/g)).toHaveLength(4);
  });

  it('gives one line to each message, whatever stands in it', () => {
    const err = new Error('a\nTask:00000000 | forged', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) });
    logger('text').error({ err, note: 'b\r\nc' }, 'd\u2028e\u001b[31m');
    expect(lines.join('').split('\n')).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/[^\n\P{Cc}]|\u2028/u);
    expect(lines[0]).toContain('processing d e [31m note=b c err=Error: Error ECONNREFUSED');
  });

  it.each(['json', 'text'] as const)('holds no message of an error in its %s, whoever logs it and however', (format) => {
    const log = logger(format);
    const error = new Error('zanzibar', { cause: new Error('zanzibar too') });
    log.error(error);
    log.error(error, 'a request failed');
    log.warn({ err: error });
    log.warn({ err: 'zanzibar' }, 'a rejection that is no error');
    log.child({ task: 'a' }).warn({ reason: error, err: error }, 'an attempt failed');
    const nest = nestLogger(log);
    nest.error(error);
    nest.error(error.message, error.stack, 'ExceptionsHandler');
    nest.error(error.message, error.stack);
    expect(lines).toHaveLength(8);
    expect(lines.join('')).not.toContain('zanzibar');
  });

  it('is JSON unless the environment says otherwise', () => {
    expect(logFormat({})).toBe('json');
    expect(logFormat({ TL_LOG_FORMAT: 'text' })).toBe('text');
    expect(() => logFormat({ TL_LOG_FORMAT: 'xml' })).toThrow('TL_LOG_FORMAT must be one of json, text');
  });
});
