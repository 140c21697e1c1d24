package dev.vignette.library;

import dev.vignette.auth.Access;
import dev.vignette.auth.Actor;
import dev.vignette.auth.Principal;
import dev.vignette.auth.Rights;
import dev.vignette.auth.ShareLink;
import dev.vignette.auth.ShareLinks;
import dev.vignette.auth.Verb;
import dev.vignette.delivery.KeptThumbs;
import dev.vignette.error.ErrorCode;
import dev.vignette.error.VignetteException;
import dev.vignette.http.Answer;
import dev.vignette.http.Exchange;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shared links: who may edit an image may make one, and whoever has it sees what it shows. Blocking.
record LinkApi(Access access, ImageIndex index, ImageCache cache, ContentAnswer content, KeptThumbs thumbs) {
    /// The parameter that holds the token. It is in the query, which is in no log.
    private static final String LINK = "link";

    private static final int LONGEST_BODY = 16 << 10;
    private static final Duration USUAL = Duration.ofDays(7);

    /// An operation for who makes links.
    Answer answer(LinkRoute route, Exchange exchange, Operation operation, Principal principal) {
        ShareLinks links = access.links();
        return switch (route) {
            case CREATE -> {
                JsonObject wish = operation.checked(exchange.json(LONGEST_BODY));
                Set<String> images = wish.getJsonArray("images").stream()
                        .map(Objects::toString)
                        .collect(Collectors.toCollection(TreeSet::new));
                yield created(principal, images, wish);
            }
            case CREATE_FOR_IMAGE ->
                created(principal, Set.of(exchange.variable("id")), operation.checked(exchange.json(LONGEST_BODY)));
            case LIST -> list(somebody(principal) ? links.by(principal.subject()).stream() : Stream.of());
            case LIST_OF_IMAGE ->
                list(links.to(editable(principal, exchange.variable("id")).id().text()).stream());
            case REVOKE -> revoked(principal, exchange.variable("id"));
            case SHARED, SHARED_CONTENT, SHARED_THUMB ->
                throw new IllegalArgumentException(route + " is for who has a link");
        };
    }

    private static boolean somebody(Principal principal) {
        if (principal.anonymous()) {
            throw new VignetteException(ErrorCode.UNAUTHENTICATED, "A token is needed for this");
        }
        return true;
    }

    private Answer created(Principal principal, Set<String> images, JsonObject wish) {
        images.forEach(image -> editable(principal, image));
        int largest = wish.getInteger("largest", 0);
        Duration validity = Optional.ofNullable(wish.getLong("validity"))
                .map(Duration::ofSeconds)
                .orElse(USUAL);
        ShareLinks.Made made = access.links().create(principal, images, largest, validity);
        JsonObject body = json(made.link()).put("url", "/v1/shared?" + LINK + "=" + made.token());
        return JsonAnswer.changed(201, body, Map.of());
    }

    /// To share an image is to change who sees it.
    private StoredImage editable(Principal principal, String id) {
        return index.permitted(principal, Verb.EDIT, cache.find(id));
    }

    private static Answer list(Stream<ShareLink> links) {
        var items = new JsonArray();
        links.map(LinkApi::json).forEach(items::add);
        return JsonAnswer.of(new JsonObject().put("items", items), Map.of());
    }

    /// A link of somebody else is as one that is not there.
    private Answer revoked(Principal principal, String id) {
        somebody(principal);
        boolean admin = access.rights().may(principal, Verb.ADMIN);
        var _ = access.links()
                .find(id)
                .filter(link -> admin || link.creator().equals(principal.subject()))
                .orElseThrow(() -> new VignetteException(ErrorCode.NOT_FOUND, "There is no such link"));
        var _ = access.links().revoke(Actor.of(principal), id);
        return JsonAnswer.nothing();
    }

    private static JsonObject json(ShareLink link) {
        return new JsonObject()
                .put("id", link.id())
                .put("creator", link.creator())
                .put("images", new JsonArray(List.copyOf(new TreeSet<>(link.images()))))
                .put("largest", link.largest())
                .put("created", ImageJson.time(link.created()))
                .put("expires", ImageJson.time(link.expires()))
                .put("revoked", link.revoked());
    }

    /// An operation for whoever has a link.
    ///
    /// @param token of the link
    Answer shared(LinkRoute route, Exchange exchange, String token) {
        ShareLink link = access.enter(exchange, token);
        return switch (route) {
            case SHARED -> shown(link, token);
            case SHARED_CONTENT -> content(link, exchange);
            case SHARED_THUMB -> thumb(link, exchange);
            case CREATE, LIST, REVOKE, CREATE_FOR_IMAGE, LIST_OF_IMAGE ->
                throw new IllegalArgumentException(route + " is for who makes links");
        };
    }

    private Answer shown(ShareLink link, String token) {
        var items = new JsonArray();
        for (String id : new TreeSet<>(link.images())) {
            cache.find(id).ifPresent(image -> items.add(shown(image, link, token)));
        }
        JsonObject body = new JsonObject().put("items", items).put("expires", ImageJson.time(link.expires()));
        return JsonAnswer.of(body, Map.of());
    }

    private static JsonObject shown(StoredImage image, ShareLink link, String token) {
        String place = "/v1/shared/" + image.id();
        var shown = new JsonObject()
                .put("id", image.id().text())
                .put("title", image.details().title())
                .put("width", image.content().dimensions().width())
                .put("height", image.content().dimensions().height())
                .put("thumb", place + "/thumb?" + LINK + "=" + token);
        return link.largest() == 0 ? shown.put("content", place + "/content?" + LINK + "=" + token) : shown;
    }

    private Answer content(ShareLink link, Exchange exchange) {
        StoredImage image = image(link, exchange);
        if (link.largest() > 0) {
            throw new VignetteException(ErrorCode.FORBIDDEN, "The link shows renditions, not the original");
        }
        return content.of(exchange, image);
    }

    private Answer thumb(ShareLink link, Exchange exchange) {
        StoredImage image = image(link, exchange);
        List<Map.Entry<String, String>> options = exchange.parameters().stream()
                .filter(parameter -> !parameter.getKey().equals(LINK))
                .toList();
        return thumbs.answer(
                exchange,
                image.id().text(),
                options,
                link.largest() == 0 ? UnaryOperator.identity() : new LargestSide(link.largest()));
    }

    private StoredImage image(ShareLink link, Exchange exchange) {
        return Optional.of(exchange.variable("id"))
                .filter(link::shows)
                .flatMap(cache::find)
                .orElseThrow(Rights::absent);
    }
}
