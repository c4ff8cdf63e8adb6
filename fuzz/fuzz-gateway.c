/*
 * fuzz-gateway.c - any octets as a question to a gateway, and as its answer.
 *
 * A message has one spelling: what is read writes the same octets again.
 */
#include "fmt/gateway.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct gateway_answer a;
	struct gateway_ask q;
	uint8_t out[GATEWAY_MAX];

	if (gateway_ask_get(SPAN(data, size), &q) == ECS_OK) {
		MUST(strlen(q.imsi) <= NAI_IMSI && strlen(q.identity) <= NAI_MAX);
		MUST(q.packet.len <= GATEWAY_EAP && q.state.len <= GATEWAY_STATE);
		MUST(gateway_ask_put(&q, out) == size && memcmp(out, data, size) == 0);
	}
	if (gateway_answer_get(SPAN(data, size), &a) == ECS_OK) {
		MUST(strlen(a.why) <= GATEWAY_WHY && strlen(a.user_name) <= NAI_MAX);
		MUST(a.vector.xres_len <= AKA_RES_MAX);
		MUST(gateway_answer_put(&a, out) == size && memcmp(out, data, size) == 0);
	}
	return 0;
}
