/** Makes the data, compares the servers, and puts a few requests of every kind; throws where anything is wrong. */
export function runSmall(
  postgresUrl: string,
  name: string,
): Promise<{ compared: number; requests: number; failures: number }>;
