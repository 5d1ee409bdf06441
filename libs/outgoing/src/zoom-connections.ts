import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { isObject } from '@throughline/contracts';
import { namedConnections, type ConnectionsSetting, type Validator } from './named-connections.js';

const Id = Type.String({ pattern: '^[\\w-]{1,100}$' });
const Secret = Type.String({ minLength: 1, maxLength: 200 });
const fields = {
  account_id: Id,
  client_id: Id,
  client_secret: Secret,
  /** The app's secret token, with which Zoom signs its events. */
  webhook_secret: Type.Optional(Secret),
  /** Replaces the hosts of the API and of OAuth. */
  url: Type.Optional(Type.String({ pattern: '^https?://[^/?#@\\s]+$', maxLength: 300 })),
};

/** A server-to-server app of a Zoom account. Only the operator configures it. */
const ConnectionSchema = Type.Object(fields, { additionalProperties: false });
export type ZoomConnection = Static<typeof ConnectionSchema>;

/** The entry of an app to which users connect their own accounts. Only its events are received with it. */
const UserAppSchema = Type.Object({ users: Type.Literal(true), webhook_secret: Secret }, { additionalProperties: false });
type ZoomUserApp = Static<typeof UserAppSchema>;

/** Events need no credentials of the app, so the gateway may get a file without them. */
const SubscriptionSchema = Type.Object(
  { ...fields, client_id: Type.Optional(Id), client_secret: Type.Optional(Secret) },
  { additionalProperties: false },
);
/** Without an account, the app sends events of all users who have connected their accounts to it. */
export type ZoomSubscription = Partial<Pick<Static<typeof SubscriptionSchema>, 'account_id' | 'webhook_secret'>>;

const NAME = 'TL_ZOOM';
const userApp = Compile(UserAppSchema);

const isUserApp = (value: unknown): boolean => isObject(value) && 'users' in value;

/** Problems of a union would name the fields of the other kind of entry. */
const entryOf = (connection: Validator): Validator => ({
  Errors: (value) => (isUserApp(value) ? userApp : connection).Errors(value),
});

const entries = namedConnections<ZoomConnection | ZoomUserApp>(NAME, entryOf(Compile(ConnectionSchema)));

/** The connections, for the service that reads recordings. It has no use for the apps of users. */
export const zoomConnections: ConnectionsSetting<ZoomConnection> = {
  name: NAME,
  read(raw) {
    const read = entries.read(raw);
    if ('problem' in read) return read;
    return {
      value: Object.fromEntries(Object.entries(read.value).flatMap(([name, value]) => ('users' in value ? [] : [[name, value]]))),
    };
  },
};
/** The same connections and the apps of users, for the service that receives events. */
export const zoomSubscriptions = namedConnections<ZoomSubscription>(NAME, entryOf(Compile(SubscriptionSchema)));
