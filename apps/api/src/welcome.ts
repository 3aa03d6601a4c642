/** What to do next, for somebody who has just started the service for the first time. */
export function welcome(url: string): string {
  return `
Chat System API is ready.

  Swagger UI   ${url}/docs, where one click makes you the demo user
  A token      npm run --silent token -- alice
  First call   curl -X POST ${url}/api/v1/chats -H "Authorization: Bearer $(npm run --silent token -- alice)"

`;
}
