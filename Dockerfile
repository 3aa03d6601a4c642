# syntax=docker/dockerfile:1
FROM node:24-slim AS build
WORKDIR /service
COPY package.json package-lock.json ./
RUN npm ci
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY apps apps
COPY libs libs
COPY tools tools
RUN npm run build

FROM node:24-slim AS packages
WORKDIR /service
COPY package.json package-lock.json ./
# The embedded PostgreSQL is an optional package: a container gets its database from DATABASE_URL.
RUN npm ci --omit=dev --omit=optional

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /service
COPY --from=packages /service/node_modules node_modules
COPY --from=build /service/dist dist
COPY --from=build /service/apps/web/dist apps/web/dist
COPY package.json README.md ./
COPY docs/guides docs/guides
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((a) => process.exit(a.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: SIGTERM reaches the service.
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]
