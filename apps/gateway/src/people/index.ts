export { PublicAddress } from './sign-in/origin.js';
export { newSecret } from './sign-in/session.js';
export { Visitors } from './sign-in/visitors.js';
export { OpensByLink } from './tokens/opens-by-link.js';
export { SignedLinks } from './tokens/signed-links.js';
export { hashOf, readBearer } from './tokens/token.js';
export { mayChange } from './users/user.js';
export { UserNames, type IdReplacer } from './users/user-names.js';
export { USER_STORE, type UserStore } from './users/user-store.js';
