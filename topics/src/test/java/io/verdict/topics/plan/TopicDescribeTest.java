package io.verdict.topics.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.verdict.topics.CatalogEntry;
import io.verdict.topics.Topics;
import io.verdict.topics.plan.ClusterDescription.Standing;
import io.verdict.topics.plan.ClusterDescription.TopicLine;
import io.verdict.topics.plan.LogReader.Extent;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TopicDescribeTest {
    private static final List<CatalogEntry> CATALOG = List.of(Topics.IMAGES, Topics.SERVING, Topics.DEAD_LETTERS);

    @Test
    void shouldPutTheCatalogBesideTheCluster() {
        FakeCluster cluster = new FakeCluster(1);
        cluster.apply(TopicPlan.of(List.of(Topics.IMAGES, Topics.DEAD_LETTERS), cluster.state(), PlanOptions.SAFE));
        cluster.has("orders", 1, 1, Map.of())
                .has(
                        Topics.DEAD_LETTERS.name(),
                        3,
                        1,
                        Topics.DEAD_LETTERS.storage().config());

        ClusterDescription description =
                TopicDescribe.of(CATALOG, cluster.state(), Map.of("images", new Extent(9, OptionalLong.of(100))));

        assertThat(description.topics())
                .extracting(TopicLine::name, TopicLine::standing)
                .containsExactly(
                        tuple("images", Standing.OK),
                        tuple("serving", Standing.MISSING),
                        tuple("dead-letters", Standing.DRIFT),
                        tuple("orders", Standing.UNKNOWN));
        TopicLine images = description.topics().get(0);
        assertThat(images.offsets()).isEqualTo(9);
        assertThat(images.bytes()).hasValue(100);
        assertThat(images.schemaVersions()).isEqualTo(1);
        assertThat(description.topics().get(2).value()).contains("bytes");
        assertThat(description.topics().get(2).differences())
                .anySatisfy(text -> assertThat(text).contains("3 partitions"));
    }
}
