import { errorCodes } from '#libs/http';

/** Why `/health/ready` says no. */
export const HealthErrors = errorCodes({
  not_migrated: {
    status: 503,
    detail: 'The database schema is out of date.',
    meaning: 'The database has not the schema of this version; answered by /health/ready only.',
    remedy: 'Run the migrations; send no requests to this server until it is ready.',
  },
});
