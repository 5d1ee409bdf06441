import { createHmac } from 'node:crypto';

export interface SignedZoomEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ZoomEventOptions {
  /** The secret token of the app. */
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Signs an event as Zoom does (https://developers.zoom.us/docs/api/webhooks/#verify-webhook-events). */
export function signZoomEvent(event: string, payload: object, { secret, now }: ZoomEventOptions): SignedZoomEvent {
  const body = JSON.stringify({ event, event_ts: now, payload });
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    headers: { 'content-type': 'application/json', 'x-zm-request-timestamp': timestamp, 'x-zm-signature': `v0=${signature}` },
    body,
  };
}
