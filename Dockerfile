# The image holds what the npm package holds, and its dependencies: nothing else is copied into it.
# test/shipping checks this file, and `npm run ship` replays its steps.
ARG NODE=node:24.21.0-alpine

FROM ${NODE} AS package
WORKDIR /package
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm pack --silent && mkdir app data && tar -xzf archcheck-*.tgz -C app --strip-components=1

FROM ${NODE} AS dependencies
WORKDIR /dependencies
COPY package.json package-lock.json .npmrc ./
# The Node that a clone brings along is 189 MB, and one is here already.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/node-linux-* node_modules/node-win-*

FROM ${NODE}
LABEL org.opencontainers.image.title="archcheck" org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production ARCHCHECK_DATA=/data ARCHCHECK_OPERATIONS_PORT=9464
WORKDIR /app
COPY --from=dependencies /dependencies/node_modules node_modules
COPY --from=package /package/app .
COPY --from=package --chown=node:node /package/data /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ARCHCHECK_OPERATIONS_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/launch.js"]
CMD ["start"]
