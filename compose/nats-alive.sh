#!/bin/sh
# Fails if NATS stores no messages although its disk has space: only a restart helps (docs/adr/0105-restart-nats-after-a-full-disk.md).
# compose/ and k8s/base/ have the same file. Usage: nats-alive.sh [FOLDER [PORT]]
folder=${1:-/data}
port=${2:-8222}
# Other checks notice a server that does not answer. The image's wget would drop the body of a 503.
printf 'GET /healthz HTTP/1.0\r\n\r\n' | nc -w 3 127.0.0.1 "$port" | grep -q 'write error' || exit 0
free=$(df -Pk "$folder" | awk 'NR == 2 { print $4 }')
# 16 MiB, so that the restarted server does not fill the disk at once.
[ "$free" -lt 16384 ] && exit 0
echo "NATS stores no messages, and $free KiB are free: it needs a restart"
exit 1
