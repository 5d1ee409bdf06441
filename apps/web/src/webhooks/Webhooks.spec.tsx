import type { CurrentUser, WebhookAttempt, WebhookEndpoint } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { drawView, listControls, viewer, type DrawnView } from '../testing/draw-view.js';
import { Attempts } from './Attempts.js';
import { readStart, RedeliveryFields } from './Redelivery.js';
import { TestResult } from './WebhookButtons.js';
import { WebhookForm } from './WebhookForm.js';
import { addToList, attemptsQuery, webhooksQuery } from './webhooks-api.js';
import { NEW_WEBHOOK, NewSecret, Webhooks } from './Webhooks.js';

const AT = '2026-02-05T10:00:00.000Z';
const chat: WebhookEndpoint = {
  id: 2,
  name: 'Chat',
  url: 'https://hooks.example/in',
  host: 'hooks.example',
  events: ['item.ready', 'item.failed'],
  state: 'active',
  disabled_reason: null,
  disabled_at: null,
  failing_since: null,
  next_try_at: null,
  last_success_at: AT,
  pending: 0,
  old_secret_until: null,
  revision: 3,
  created_at: AT,
  updated_at: AT,
};
const attempt: WebhookAttempt = {
  webhook_id: 'msg_1',
  event: 'item.ready',
  item_id: 'one',
  position: '118',
  at: AT,
  duration_ms: 84,
  status: 503,
  error: 'http-status',
  retry_at: AT,
};
interface LoadedData {
  readonly webhooks?: readonly WebhookEndpoint[];
  readonly attempts?: readonly WebhookAttempt[];
  readonly me?: CurrentUser;
}

const draw = (view: ReactElement, { webhooks = [chat], attempts = [attempt], me }: LoadedData = {}): DrawnView =>
  drawView(
    view,
    (client) => {
      client.setQueryData(webhooksQuery.queryKey, [...webhooks]);
      client.setQueryData(attemptsQuery(chat.id).queryKey, [...attempts]);
    },
    me,
  );

describe('the view of webhooks', () => {
  it('lists webhooks with their events, state and actions', () => {
    const { html, words } = draw(<Webhooks />);
    expect(words).toContain('Chat Active An item is ready · An item has failed');
    expect(words).toContain('https://hooks.example/in');
    expect(listControls(html)).toEqual([
      'Send test to Chat',
      'Pause Chat',
      'New secret for Chat',
      'Edit Chat',
      'Delete Chat',
      'Requests to Chat',
      'Send events again to Chat',
    ]);
  });

  it('shows since when a webhook fails, and why another is disabled', () => {
    const failing: WebhookEndpoint = { ...chat, state: 'failing', failing_since: AT, next_try_at: AT, pending: 4 };
    expect(draw(<Webhooks />, { webhooks: [failing] }).words).toMatch(/Failing .* 4 messages wait · Failing since .* next try/);
    const disabled: WebhookEndpoint = { ...chat, state: 'disabled', disabled_reason: 'gone', disabled_at: AT };
    const { html, words } = draw(<Webhooks />, { webhooks: [disabled] });
    expect(words).toContain('The receiver answered 410 Gone');
    expect(listControls(html)).toContain('Resume Chat');
  });

  it('explains an empty list, and gives viewers no controls but the log', () => {
    expect(draw(<Webhooks />, { webhooks: [] }).words).toMatch(/Add webhook No webhooks yet Add the address /);
    expect(draw(<Webhooks />, { webhooks: [], me: viewer }).words).toContain('Ask an operator of your library');
    const drawn = draw(<Webhooks />, { me: viewer, webhooks: [{ ...chat, url: null }] });
    expect(listControls(drawn.html)).toEqual(['Requests to Chat']);
    expect(drawn.words).toContain(' hooks.example ');
  });

  it('shows the secret of a new webhook until it is replaced or the webhook is deleted', () => {
    const made = { ...chat, secret: 'whsec_new' };
    const show = (webhooks: readonly WebhookEndpoint[]): string => draw(<NewSecret made={made} webhooks={webhooks} />).words;
    const listed = addToList([{ ...chat, id: 1, name: 'Other' }], made);
    expect(show(listed)).toContain('whsec_new');
    expect(JSON.stringify(listed)).not.toContain('whsec_new');
    expect(addToList(undefined, made)).toHaveLength(1);
    expect(show([{ ...chat, old_secret_until: AT }])).toBe('');
    expect(show(listed.slice(0, 1))).toBe('');
  });

  it('lists the last requests with their answers', () => {
    expect(draw(<Attempts webhook={chat} />).words).toMatch(/An item is ready one Answer: 503 · position 118 · Next try/);
    expect(draw(<Attempts webhook={chat} />, { attempts: [] }).words).toContain('No requests yet.');
  });

  it('sends events again since a time, or from a position on', () => {
    const fields = (kind: 'time' | 'position'): DrawnView =>
      draw(<RedeliveryFields kind={kind} value="" onKind={() => undefined} onValue={() => undefined} />);
    expect(fields('time').html).toMatch(/<input[^>]*type="datetime-local"/);
    expect(fields('position').html).toMatch(/<input[^>]*pattern="0\|\[1-9\]\[0-9\]\{0,17\}"[^>]*required=""/);
    expect(fields('position').words).toMatch(/At a time At a position .*Position A number from a request/s);
    const since = new Date(2026, 1, 5, 11, 30).toISOString();
    expect(readStart('time', '2026-02-05T11:30')).toEqual({ from_time: since });
    expect(readStart('position', '118')).toEqual({ from_position: '118' });
  });

  it('shows the answer to a test, and what a failed test needs', () => {
    const test = { ok: true, webhook_id: 'msg_test', duration_ms: 9, status: 200, error: null, answer: 'thanks' };
    expect(draw(<TestResult test={test} />).words).toContain('answered 200 after 9 ms. Its answer: thanks');
    const refused = { ...test, ok: false, status: 500, error: 'http-status', answer: '' };
    expect(draw(<TestResult test={refused} />).words).toContain('answered 500. It must answer 2xx.');
    const away = { ...refused, status: null, error: 'no-answer', answer: null };
    expect(draw(<TestResult test={away} />).words).toContain('There was no answer (no-answer).');
  });

  it('offers the events that people act on, and cannot be saved without an event', () => {
    const form = (events: WebhookEndpoint['events']): string =>
      draw(<WebhookForm initial={{ ...NEW_WEBHOOK, events }} submit="Add" save={() => Promise.resolve()} />).html;
    expect([...form(NEW_WEBHOOK.events).matchAll(/type="checkbox" checked=""/g)]).toHaveLength(3);
    expect(form([])).toMatch(/<button[^>]*aria-disabled="true"/);
  });
});
