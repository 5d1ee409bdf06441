import { Link as RouterLink, type LinkComponent } from '@tanstack/react-router';

const HERE = { exact: true };

/** A link to a view. Without `exact`, the router would mark a link to a list as current on the pages of its items. */
export const Link = ((props) => <RouterLink activeOptions={HERE} {...props} />) as LinkComponent<'a'>;
