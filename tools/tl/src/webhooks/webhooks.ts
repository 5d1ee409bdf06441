import {
  request,
  type InputOf,
  type NewWebhookEndpoint,
  type WebhookAttempt,
  type WebhookEvent,
  type WebhookRedelivery,
  type WebhookSecret,
  type WebhookTest,
} from '@throughline/api-client';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  listWebhookAttempts,
  redeliverWebhooks,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from '@throughline/api-client/operations';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { webhooks } from './webhook-resource.js';
import { attemptRows, secretText, testText, webhookText } from './webhook-text.js';

export const WEBHOOK_EVENTS = [
  'item.status_changed',
  'item.ready',
  'item.failed',
  'item.needs_attention',
  'delivery.completed',
  'follow_up.failed',
  'quota.nearly_used',
  'credential.needs_reauth',
  'webhook.disabled',
] as const satisfies readonly WebhookEvent[];
/** Few requests, and all that people act on. */
const USUAL_EVENTS: readonly WebhookEvent[] = ['item.ready', 'item.failed', 'item.needs_attention'];

export interface EditOptions extends CommonOptions {
  readonly name?: string;
  readonly url?: string;
  readonly event?: readonly WebhookEvent[];
}
export type CreateOptions = EditOptions & { readonly url: string };
export interface SecretOptions extends CommonOptions {
  readonly keep?: number;
}
export interface AttemptsOptions extends CommonOptions {
  readonly limit?: number;
}
export interface RedeliverOptions extends CommonOptions {
  readonly from?: string;
  readonly fromPosition?: string;
}

type Change = InputOf<typeof changeWebhookEndpoint>['body'];

const readNew = readerOf<NewWebhookEndpoint>('id', 'name', 'secret');
const readSecret = readerOf<WebhookSecret>('secret');
const readTest = readerOf<WebhookTest>('ok', 'duration_ms');
const readRedelivery = readerOf<WebhookRedelivery>('after_position');
const readAttempts = listReaderOf<WebhookAttempt>('webhook_id', 'event');

export async function createWebhook(context: CliContext, name: string, options: CreateOptions): Promise<void> {
  const client = await openClient(context, options);
  const body = { name, url: options.url, events: options.event ?? USUAL_EVENTS };
  const created = readNew(await client.json(once(request(createWebhookEndpoint, { body }))));
  if (options.json === true) {
    await printJson(context, created);
    return;
  }
  context.terminal.say('The secret is shown only once: give it to the receiver now');
  await context.terminal.data(webhookText(created) + secretText(created.secret));
}

/** Sends the revision that it found, so that it does not overwrite a concurrent change. */
async function change(context: CliContext, which: string, options: CommonOptions, body: Change): Promise<void> {
  const client = await openClient(context, options);
  const before = await webhooks.find(client, which);
  const patch = request(changeWebhookEndpoint, { path: { id: before.id }, body });
  await webhooks.save(context, client, options, atRevision(patch, before));
}

export const editWebhook = (context: CliContext, which: string, { name, url, event, ...options }: EditOptions): Promise<void> =>
  change(context, which, options, { name, url, events: event });

export const pauseWebhook = (context: CliContext, which: string, options: CommonOptions): Promise<void> =>
  change(context, which, options, { paused: true });
export const resumeWebhook = (context: CliContext, which: string, options: CommonOptions): Promise<void> =>
  change(context, which, options, { paused: false });

export async function rotateSecret(context: CliContext, which: string, options: SecretOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await webhooks.find(client, which);
  const body = { keep_hours: options.keep };
  const made = readSecret(await client.json(once(request(rotateWebhookSecret, { path: { id }, body }))));
  if (options.json === true) {
    await printJson(context, made);
    return;
  }
  const old = made.old_secret_until === null ? 'has stopped working' : `signs too until ${made.old_secret_until}`;
  context.terminal.say(`The secret is shown only once. The old secret ${old}`);
  await context.terminal.data(secretText(made.secret));
}

/** Ends with an error if the receiver did not answer with success. */
export async function testWebhook(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name } = await webhooks.find(client, which);
  const test = readTest(await client.json(once(request(testWebhookEndpoint, { path: { id } }))));
  if (options.json === true) await printJson(context, test);
  else {
    context.terminal.say(testText(test));
    if (test.answer !== null && test.answer !== '') await context.terminal.data(`${test.answer}\n`);
  }
  if (!test.ok) throw new CliError('refused', `The test of ${name} has failed`, { code: test.error ?? 'failed' });
}

export async function listAttempts(context: CliContext, which: string, options: AttemptsOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await webhooks.find(client, which);
  const query = { limit: options.limit };
  const { items } = readAttempts(await client.json(request(listWebhookAttempts, { path: { id }, query })));
  await (options.json === true ? printJson(context, items) : context.terminal.data(attemptRows(items)));
}

export async function redeliver(context: CliContext, which: string, options: RedeliverOptions): Promise<void> {
  const { from, fromPosition } = options;
  if ((from === undefined) === (fromPosition === undefined))
    throw new CliError('usage', 'Give either --from or --from-position', { tryInstead: 'tl webhook redeliver --help' });
  const client = await openClient(context, options);
  const { id, name } = await webhooks.find(client, which);
  const body = { from_time: from, from_position: fromPosition };
  const redelivery = readRedelivery(await client.json(once(request(redeliverWebhooks, { path: { id }, body }))));
  if (options.json === true) await printJson(context, redelivery);
  else context.terminal.say(`${name} gets all events after position ${redelivery.after_position} again`);
}
