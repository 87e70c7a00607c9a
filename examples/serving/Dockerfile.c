# cc -std=c11 -O2 -static -o serving serving.c && docker build -f Dockerfile.c -t lab/serving:c .
FROM scratch
COPY serving /usr/local/bin/knockem_count_sites
COPY serving /usr/local/bin/knockem_apply_knockout
COPY serving /usr/local/bin/knockem_compete_two
COPY serving /usr/local/bin/knockem_serve
ENV PATH=/usr/local/bin
