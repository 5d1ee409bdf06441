import {
  request,
  type InputOf,
  type NewWebhookEndpoint,
  type WebhookAttempt,
  type WebhookEndpoint,
  type WebhookEvent,
  type WebhookRedelivery,
  type WebhookSecret,
  type WebhookTest,
} from '@throughline/api-types';
import {
  changeWebhookEndpoint,
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  listWebhookAttempts,
  redeliverWebhooks,
  rotateWebhookSecret,
  testWebhookEndpoint,
} from '@throughline/api-types/operations';
import type { HttpClient } from '../client/http-client.js';
import { listReaderOf, readerOf } from '../client/read-answer.js';
import { atRevision, once } from '../client/requests.js';
import { openClient, printJson, type CliContext, type CommonOptions } from '../commands/context.js';
import { CliError } from '../exit.js';
import { fetchWebhooks, findWebhook, readWebhook } from './find-webhook.js';
import { attemptRows, secretText, testText, webhookRows, webhookText } from './webhook-text.js';

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

const print = (context: CliContext, options: CommonOptions, webhook: WebhookEndpoint): Promise<void> =>
  options.json === true ? printJson(context, webhook) : context.terminal.data(webhookText(webhook));

export async function listWebhooks(context: CliContext, options: CommonOptions): Promise<void> {
  const webhooks = await fetchWebhooks(await openClient(context, options));
  if (options.json === true) {
    await printJson(context, webhooks);
    return;
  }
  if (webhooks.length === 0) context.terminal.say('no webhooks yet; create one: tl webhook create NAME --url https://…');
  await context.terminal.data(webhookRows(webhooks));
}

export async function showWebhook(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  await print(context, options, await findWebhook(await openClient(context, options), which));
}

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

/** Sends the revision that it read, so that it does not overwrite a concurrent change. */
async function change(client: HttpClient, webhook: WebhookEndpoint, body: Change): Promise<WebhookEndpoint> {
  const patch = request(changeWebhookEndpoint, { path: { id: webhook.id }, body });
  return readWebhook(await client.json(atRevision(patch, webhook)));
}

export async function editWebhook(
  context: CliContext,
  which: string,
  { name, url, event, ...options }: EditOptions,
): Promise<void> {
  const client = await openClient(context, options);
  const body = {
    ...(name === undefined ? {} : { name }),
    ...(url === undefined ? {} : { url }),
    ...(event === undefined ? {} : { events: event }),
  };
  await print(context, options, await change(client, await findWebhook(client, which), body));
}

async function setPaused(
  context: CliContext,
  which: string,
  { paused, ...options }: CommonOptions & { readonly paused: boolean },
): Promise<void> {
  const client = await openClient(context, options);
  await print(context, options, await change(client, await findWebhook(client, which), { paused }));
}

export const pauseWebhook = (context: CliContext, which: string, options: CommonOptions): Promise<void> =>
  setPaused(context, which, { ...options, paused: true });
export const resumeWebhook = (context: CliContext, which: string, options: CommonOptions): Promise<void> =>
  setPaused(context, which, { ...options, paused: false });

export async function deleteWebhook(context: CliContext, which: string, options: CommonOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id, name, revision } = await findWebhook(client, which);
  await client.call(atRevision(request(deleteWebhookEndpoint, { path: { id } }), { revision }));
  if (options.json === true) await printJson(context, { id, deleted: true });
  else context.terminal.say(`Deleted webhook ${name}`);
}

export async function rotateSecret(context: CliContext, which: string, options: SecretOptions): Promise<void> {
  const client = await openClient(context, options);
  const { id } = await findWebhook(client, which);
  const body = options.keep === undefined ? {} : { keep_hours: options.keep };
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
  const { id, name } = await findWebhook(client, which);
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
  const { id } = await findWebhook(client, which);
  const query = { limit: options.limit };
  const { items } = readAttempts(await client.json(request(listWebhookAttempts, { path: { id }, query })));
  await (options.json === true ? printJson(context, items) : context.terminal.data(attemptRows(items)));
}

export async function redeliver(context: CliContext, which: string, options: RedeliverOptions): Promise<void> {
  const { from, fromPosition } = options;
  if ((from === undefined) === (fromPosition === undefined))
    throw new CliError('usage', 'Give either --from or --from-position', { tryInstead: 'tl webhook redeliver --help' });
  const client = await openClient(context, options);
  const { id, name } = await findWebhook(client, which);
  const body = {
    ...(from === undefined ? {} : { from_time: from }),
    ...(fromPosition === undefined ? {} : { from_position: fromPosition }),
  };
  const redelivery = readRedelivery(await client.json(once(request(redeliverWebhooks, { path: { id }, body }))));
  if (options.json === true) await printJson(context, redelivery);
  else context.terminal.say(`${name} gets all events after position ${redelivery.after_position} again`);
}
