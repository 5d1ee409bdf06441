export { named, type BoundItems, type KeyOf, type NamedKey, type Reference, type Uses } from './reference.js';
export { OffersReference, References, type ReferencesTo } from './references.js';
